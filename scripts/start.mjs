// npm start: everything, from a bare checkout to portal, job worker and sip-agent running together.
//
// Nothing but Node's own modules is imported until the dependencies are installed.
import { Installation } from "./lib/installation.mjs";
import { Progress } from "./lib/progress.mjs";
import { runAsProgram } from "./lib/run-as-program.mjs";
import { loadEnvFile, proxyWarning, readSettings } from "./lib/settings.mjs";

await runAsProgram(async () => {
  loadEnvFile();
  const settings = readSettings(process.env);
  const progress = new Progress();
  const stop = new AbortController();
  const hurry = new AbortController();
  const dev = process.argv.includes("--dev");
  const installation = new Installation({ settings, progress, dev, stopping: stop.signal });

  const asked = new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      process.on(signal, () => {
        if (stop.signal.aborted) hurry.abort(); // a second Ctrl-C: no more waiting
        stop.abort();
        resolve(null);
      });
    }
  });

  let failure = null;
  try {
    await installation.start();
    if (!stop.signal.aborted) {
      await sayWhereToGo(installation, settings, progress);
      failure = await Promise.race([installation.failure, asked]);
    }
  } finally {
    stop.abort();
    await installation.stop(hurry.signal);
  }
  if (failure === null) return 0;
  console.error(`${failure}, so everything was stopped.`);
  return 1;
});

async function sayWhereToGo(installation, settings, progress) {
  const accounts = await installation.demoAccounts();
  const lines = ["", "Cradle BYOC is running.", "", `  Portal     ${settings.portalUrl}`];
  for (const { email, role } of accounts) lines.push(`             ${email}  (${role})`);
  if (accounts.length > 0) {
    lines.push(`             password of these demo accounts: ${installation.demoPassword}`);
  }
  if (await installation.isWithoutStaff()) {
    lines.push(
      "             Nobody can sign in yet. In another terminal: npm run staff -- invite EMAIL NAME admin",
    );
  }
  lines.push(
    `  SIP        ${settings.sipListenText.replaceAll(",", "  ")}`,
    `  sip-agent  http://127.0.0.1:${settings.sipAdminPort}/readyz  /metrics  /version`,
    "",
    accounts.length > 0
      ? "  npm run demo, in another terminal, places calls. Ctrl-C stops everything."
      : "  Ctrl-C stops everything.",
    "",
  );
  progress.say(lines.join("\n"));
  const warning = proxyWarning(settings, process.env);
  if (warning !== null) console.error(warning);
}
