/** The sip-agent's process: environment in, signals handled, exit code out. */
import { systemDeps } from "@/lib/core/deps";
import { EnvError } from "@/lib/core/env";
import { gatheredOutput } from "@/lib/core/gathered-output";
import { createLogger } from "@/lib/core/log";
import { type AgentEnv, readAgentEnv } from "./runtime/agent-env";
import { SipAgent } from "./runtime/sip-agent";
import { type DatagramForm, datagramForm } from "./transport/datagram-module";

function readEnvOrExit(): AgentEnv {
  try {
    return readAgentEnv(process.env);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

function datagramFormOrExit(): DatagramForm {
  try {
    return datagramForm(env.SIP_DATAGRAMS);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
}

const env = readEnvOrExit();
const datagrams = datagramFormOrExit();
const log = createLogger({ name: "sip-agent", level: env.LOG_LEVEL }, gatheredOutput());

// A fault outside every guard: the calls that are up are worth more than a clean slate, but it must be seen.
process.on("uncaughtException", (error) => log.fatal({ err: error }, "uncaught exception"));
process.on("unhandledRejection", (error) => log.fatal({ err: error }, "unhandled rejection"));

try {
  const agent = new SipAgent(env, systemDeps, log, datagrams);
  let isEnding = false;
  const end = (signal: string) => {
    if (isEnding) return;
    isEnding = true;
    log.info({ signal }, "ending");
    agent.drain().then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ err: error }, "could not end cleanly");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", () => end("SIGTERM"));
  process.on("SIGINT", () => end("SIGINT"));
  await agent.start();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
