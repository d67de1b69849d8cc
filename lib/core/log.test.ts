// The log masks secrets by their field's name, also inside objects.
import { expect, test } from "vitest";
import { createLogger } from "./log";

test("secrets are masked at the top and two levels down", () => {
  const written: string[] = [];
  const log = createLogger({ name: "t" }, { write: (text: string) => void written.push(text) });
  log.info(
    { password: "hunter2", a: { token: "hunter3", b: { secret: "hunter4" } }, kept: 1 },
    "x",
  );
  const text = written.join();
  expect(text).not.toMatch(/hunter\d/);
  expect(JSON.parse(text)).toMatchObject({ name: "t", msg: "x", kept: 1, password: "[masked]" });
});
