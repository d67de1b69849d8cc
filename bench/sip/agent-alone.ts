/** One sip-agent under the load generator, without anything to compare it with: for measurements of its own behaviour. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { bundleProcesses } from "@/scripts/lib/build-if-stale.mjs";
import { generateClient, isClientFresh } from "@/scripts/lib/prisma-migrate.mjs";
import { startBenchDatabase } from "./bench-database";
import { claimMachine } from "./claim";
import { type Generator, startGenerator } from "./generator";
import { CACHE, PLAN, SMALL } from "./plan";
import { ROWS } from "./rows";

const CORES = { one: "0", other: "1", all: "0,1" };

export interface AgentAlone {
  readonly generator: Generator;
  /** Of the sip-agent. */
  readonly pid: number;
}

/**
 * Starts database, generator and agent, as `npm run bench:sip` does with the small data, lets `work` measure, and ends the
 * process: with 1 where it fails. `busyPercent`: see `Start`.
 */
export async function measureAgentAlone(
  work: (alone: AgentAlone) => Promise<void>,
  options: { readonly busyPercent?: string } = {},
): Promise<void> {
  process.chdir(path.join(import.meta.dirname, "../.."));
  const say = (text: string) => console.error(`  ${text}`);
  const closing: (() => unknown)[] = [await claimMachine(path.join(CACHE, "running"), say)];
  const end = async (code: number) => {
    for (const close of closing.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        say(String(error));
      }
    }
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void end(130));
  }
  try {
    if (!isClientFresh()) await generateClient();
    const directory = path.resolve(CACHE, "built");
    fs.mkdirSync(directory, { recursive: true });
    // Below node_modules there is no package that says so.
    fs.writeFileSync(path.join(directory, "package.json"), '{ "type": "module" }\n');
    await bundleProcesses(directory);
    execFileSync("taskset", ["-acp", CORES.other, String(process.pid)], { stdio: "ignore" });
    const database = await startBenchDatabase(SMALL, say);
    closing.push(() => database.stop());
    const generator = await startGenerator(SMALL, CORES.other);
    closing.push(() => generator.stop());
    const peer = await ROWS.agent.start({
      port: PLAN.firstProxyPort,
      isAuth: false,
      database,
      bundle: path.join(directory, "sip-agent.js"),
      cores: CORES,
      nodeFlags: [],
      ...options,
    });
    closing.push(() => peer.stop());
    await generator.aim(peer.port, false, false);
    await work({ generator, pid: peer.program.pid });
    await end(0);
  } catch (error) {
    console.error(error);
    await end(1);
  }
}
