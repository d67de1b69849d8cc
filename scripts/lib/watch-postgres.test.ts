// What the watcher of the embedded Postgres does: mends a crash until it is mended, and respects a stop on purpose.
import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { EmbeddedPostgres } from "./embedded-postgres.mjs";
import type { Progress } from "./progress.mjs";
import { watchPostgres } from "./watch-postgres.mjs";

const DEAD = spawnSync(process.execPath, ["--version"]).pid;
const A_SECOND_MS = 1000;

/** A server that only has a process id; `starts` says what each try to start it does. */
function watched(starts: readonly ("fails and takes its file along" | "succeeds")[]) {
  const server = { pid: process.pid as number | null, starts: 0 };
  const start = async () => {
    const outcome = starts[server.starts];
    server.starts += 1;
    server.pid = outcome === "succeeds" ? process.pid : null;
    if (outcome !== "succeeds") throw new Error("The embedded Postgres did not start.");
  };
  const said: string[] = [];
  const stop = new AbortController();
  const embedded = {
    get pid() {
      return server.pid;
    },
    start,
  };
  watchPostgres(embedded as unknown as EmbeddedPostgres, {
    signal: stop.signal,
    progress: { say: (text: string) => said.push(text) } as unknown as Progress,
  });
  return { server, said, stop };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("starts a crashed server again and again until it runs", async () => {
  const { server, said, stop } = watched(["fails and takes its file along", "succeeds"]);
  server.pid = DEAD;
  await vi.advanceTimersByTimeAsync(5 * A_SECOND_MS);
  stop.abort();
  expect(server).toEqual({ pid: process.pid, starts: 2 });
  expect(said).toEqual([
    "Postgres crashed. It is started again.",
    "The embedded Postgres did not start.",
    "Postgres is back.",
  ]);
});

it("leaves a server alone that was stopped on purpose, and says so once", async () => {
  const { server, said, stop } = watched([]);
  server.pid = null;
  await vi.advanceTimersByTimeAsync(5 * A_SECOND_MS);
  expect(said).toEqual(["Postgres was stopped. Start it again: npm run postgres -- start"]);
  server.pid = process.pid;
  await vi.advanceTimersByTimeAsync(A_SECOND_MS);
  stop.abort();
  expect(said.at(-1)).toBe("Postgres is back.");
  expect(server.starts).toBe(0);
});
