// npm run sip-agent: one sip-agent in the foreground, on DATABASE_URL or on the database of the running `npm start`.
import path from "node:path";
import { buildDatagramModule, isDatagramModuleFresh } from "./lib/build-datagram-module.mjs";
import { dependenciesFit } from "./lib/install-dependencies.mjs";
import { programArgs, withoutPortalSecrets } from "./lib/process-plans.mjs";
import { requireSipPorts } from "./lib/require-free-ports.mjs";
import { runAsProgram } from "./lib/run-as-program.mjs";
import { requireRunningFacts } from "./lib/running-installation.mjs";
import { loadEnvFile, readSettings } from "./lib/settings.mjs";
import { SetupError } from "./lib/setup-error.mjs";
import { SupervisedProcess } from "./lib/supervised-process.mjs";

await runAsProgram(async () => {
  loadEnvFile();
  const settings = readSettings(process.env);
  if (!dependenciesFit())
    throw new SetupError("The dependencies are not installed: run npm ci first.");
  if (!isDatagramModuleFresh()) await buildDatagramModule();
  await requireSipPorts(settings);
  const child = new SupervisedProcess({
    name: "sip-agent",
    args: programArgs("sip-agent", "source"),
    env: { ...withoutPortalSecrets(process.env), ...environmentOf(settings) },
  });
  const hurry = new AbortController();
  const limitMs = settings.drainSec * 1000 + 5000;
  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (isStopping) hurry.abort();
      else child.stop(limitMs, hurry.signal);
      isStopping = true;
    });
  }
  const how = await child.ended;
  if (isStopping) return 0;
  throw new SetupError(`sip-agent ${how}.`);
});

/** Each agent of one machine keeps its spool and snapshot in a folder of its own, named after its admin port. */
function environmentOf(settings) {
  const common = {
    DATA_DIR: path.join(settings.dataDirectory, `sip-agent-${settings.sipAdminPort}`),
    SIP_LISTEN: settings.sipListenText,
    SIP_ADMIN_PORT: String(settings.sipAdminPort),
    DRAIN_SECONDS: String(settings.drainSec),
  };
  if (settings.databaseUrl !== null) return common;
  const facts = requireRunningFacts(settings.dataDirectory);
  return { ...common, DATABASE_URL: facts.databaseUrls.agent, BYOC_SECRET_KEYS: facts.secretKeys };
}
