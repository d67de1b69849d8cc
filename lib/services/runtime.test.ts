// Next loads modules more than once in one process: whichever copy opened the pool, each tells an outage from a fault.
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { systemActor } from "@/lib/auth/actor";

beforeAll(() => {
  // Nothing listens on port 1.
  vi.stubEnv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none");
});

afterAll(async () => {
  const { closeRuntime } = await import("./runtime");
  await closeRuntime();
  vi.unstubAllEnvs();
});

it("gives each copy of the modules its own errors over one pool", async () => {
  for (const copy of ["first", "second"]) {
    vi.resetModules();
    const { contextFor } = await import("./runtime");
    const { Outage } = await import("@/lib/core/errors");
    const read = contextFor(systemActor("console"), copy).read.agents.getConfigVersion();
    await expect(read, copy).rejects.toBeInstanceOf(Outage);
  }
});
