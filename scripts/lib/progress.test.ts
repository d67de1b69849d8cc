// What a person sees of long steps, on a terminal and in a log.
import { expect, it } from "vitest";
import { Progress } from "./progress.mjs";

function recorder(isTTY: boolean): {
  stream: ConstructorParameters<typeof Progress>[0];
  text: () => string;
} {
  let text = "";
  const write = (part: string): boolean => {
    text += part;
    return true;
  };
  return { stream: { isTTY, columns: 30, write }, text: () => text };
}

it("writes a line at the beginning and one at the end, with the time", async () => {
  const { stream, text } = recorder(false);
  expect(await new Progress(stream).step("Cooking", async () => 7)).toBe(7);
  expect(text()).toMatch(/^ {2}Cooking …\n✓ Cooking \(\d\.\d s\)\n$/);
});

it("marks a step that fails, and passes the failure on", async () => {
  const { stream, text } = recorder(false);
  const failing = new Progress(stream).step("Cooking", () => Promise.reject(new Error("burnt")));
  await expect(failing).rejects.toThrow("burnt");
  expect(text()).toContain("✗ Cooking (");
});

it("clears a terminal's status line before anything else is written, and never lets it wrap", async () => {
  const { stream, text } = recorder(true);
  const progress = new Progress(stream);
  await Promise.all([
    progress.step("Cooking something long", async () => progress.say("salt is missing")),
    progress.step("Washing up", async () => {}),
  ]);
  const lines = text().split("\r\u001b[K");
  expect(lines).toContain("salt is missing\n");
  expect(Math.max(...lines.filter((line) => !line.endsWith("\n")).map((line) => line.length))).toBe(
    29,
  );
  expect(text().endsWith("\n")).toBe(true);
});
