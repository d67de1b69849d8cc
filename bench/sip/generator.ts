/** Compiles and drives the load generator: see generator.c for its commands. */
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { CACHE, PLAN, type Sizes } from "./plan";

const SOURCE = path.join(import.meta.dirname, "generator.c");

const RunResult = z.object({
  rate: z.number(),
  calls: z.number(),
  ok: z.number(),
  failed: z.number(),
  late: z.number(),
  repeated: z.number(),
  unexpected: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  maxMs: z.number(),
  byeP99Ms: z.number(),
  /** How far behind its own plan the generator was at most. */
  lagMs: z.number(),
  /** Share of one core that it used. */
  generatorLoad: z.number(),
  received: z.number(),
  seconds: z.number(),
  /** How calls failed, by status and X-Cradle-Reason, or by how far those without an answer came. */
  endings: z.record(z.string(), z.number()),
});
export type RunResult = z.infer<typeof RunResult>;

export interface Generator {
  /** Whom the next commands call, and whether as carriers that are challenged. */
  aim(port: number, auth: boolean, hasOneCaller: boolean): Promise<void>;
  /** Throws where more than a twentieth of them fails. */
  hold(calls: number, rate: number): Promise<void>;
  /** How many could not be hung up. */
  drop(rate: number): Promise<number>;
  settle(): Promise<void>;
  /** `onMark` is told when the measured part begins and ends. */
  run(
    rate: number,
    warm: number,
    calls: number,
    onMark: (mark: string) => void,
  ): Promise<RunResult>;
  stop(): Promise<void>;
}

/** Starts it, pinned to a core. */
export async function startGenerator(sizes: Sizes, core: string): Promise<Generator> {
  const { fqdn, callerPort, answererPort, callers } = PLAN;
  const numbers = [callerPort, answererPort, callers, sizes.called].map(String);
  const child = spawn("taskset", ["-c", core, compile(), fqdn, ...numbers], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let take: (line: string) => void = () => {};
  let refuse: (error: Error) => void = () => {};
  const gone = new Promise<void>((resolve) => {
    child.once("close", (code) => {
      refuse(new Error(`the generator has ended: ${code}`));
      resolve();
    });
  });
  child.once("error", (error) => refuse(error));
  createInterface({ input: child.stdout }).on("line", (line) => take(line));
  const ask = (command: string, onMark: (mark: string) => void = () => {}) =>
    new Promise<unknown>((resolve, reject) => {
      refuse = reject;
      take = (line) => {
        const answer: unknown = JSON.parse(line);
        const mark = z.object({ mark: z.string() }).safeParse(answer);
        if (mark.success) onMark(mark.data.mark);
        else resolve(answer);
      };
      child.stdin.write(`${command}\n`);
    });
  return {
    async aim(port, auth, hasOneCaller) {
      const half = callers / 2;
      await ask(`proxy ${port} ${auth ? half : 0} ${hasOneCaller ? 1 : half} ${auth ? 1 : 0}`);
    },
    async hold(calls, rate) {
      const { failed, endings } = Held.parse(await ask(`hold ${calls} ${rate}`));
      if (failed <= calls / 20) return;
      throw new Error(`${failed} of ${calls} calls failed: ${JSON.stringify(endings)}`);
    },
    async drop(rate) {
      return Dropped.parse(await ask(`drop ${rate}`)).failed;
    },
    async settle() {
      await ask("settle");
    },
    run: async (rate, warm, calls, onMark) =>
      RunResult.parse(await ask(`run ${rate} ${warm} ${calls}`, onMark)),
    async stop() {
      child.stdin.end();
      await gone;
    },
  };
}

const Dropped = z.object({ dropped: z.number(), failed: z.number() });
const Held = z.object({ failed: z.number(), endings: z.record(z.string(), z.number()) });

/** The program's file; compiled where this very source was not yet. */
function compile(): string {
  const hash = createHash("sha256").update(fs.readFileSync(SOURCE)).digest("hex").slice(0, 12);
  const program = path.resolve(CACHE, `generator-${hash}`);
  if (fs.existsSync(program)) return program;
  fs.mkdirSync(CACHE, { recursive: true, mode: 0o711 });
  for (const name of fs.readdirSync(CACHE))
    if (name.startsWith("generator-")) fs.rmSync(path.join(CACHE, name));
  execFileSync("cc", ["-O2", "-Wall", "-o", program, SOURCE], { stdio: "inherit" });
  return program;
}
