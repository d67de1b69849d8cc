// Waiting for a health address: until it is well, until it names what waiting cannot mend, or until told to stop.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { waitUntilHealthy } from "./wait-until-healthy.mjs";

let server: Server | null = null;
afterEach(async () => {
  await new Promise((resolve) => server?.close(resolve));
  server = null;
});

/** Gives these answers in turn, the last for ever. */
async function answering(...answers: readonly (readonly [number, string])[]): Promise<string> {
  const left = [...answers];
  const listening = createServer((_request, response) => {
    const [status, body] = (left.length > 1 ? left.shift() : left[0]) ?? [500, ""];
    response.writeHead(status, { Connection: "close" }).end(body);
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/readyz`;
}

const READING = [503, "not ready: no configuration yet\n"] as const;
const never = new AbortController().signal;

it("goes on asking until the answer is good", async () => {
  const url = await answering(READING, READING, [200, "ready"]);
  expect(await waitUntilHealthy(url, never)).toEqual({ healthy: true, lastAnswer: "ready" });
});

it("ends at the first answer that waiting cannot mend, and says it", async () => {
  const url = await answering(READING, [503, "not ready: nothing is set up yet\n"]);
  const isLasting = (body: string) => !body.includes("no configuration yet");
  expect(await waitUntilHealthy(url, never, isLasting)).toEqual({
    healthy: false,
    lastAnswer: "503 not ready: nothing is set up yet",
  });
});

it("ends when it is told to, with what was said last", async () => {
  const url = await answering(READING);
  const { signal, stop } = stoppable();
  const isLasting = () => {
    stop();
    return false;
  };
  expect(await waitUntilHealthy(url, signal, isLasting)).toEqual({
    healthy: false,
    lastAnswer: "503 not ready: no configuration yet",
  });
});

function stoppable() {
  const controller = new AbortController();
  return { signal: controller.signal, stop: () => controller.abort() };
}
