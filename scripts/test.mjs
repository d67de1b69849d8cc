// npm test [-- unit | db | e2e]: sets up whatever tests need, from a bare checkout, and runs them all.
//
// CI=true: nothing may be skipped.
import { buildDatagramModule, isDatagramModuleFresh } from "./lib/build-datagram-module.mjs";
import { chromiumLaunchOptions } from "./lib/chromium.mjs";
import { dependenciesFit, installDependencies } from "./lib/install-dependencies.mjs";
import { generateClient, isClientFresh } from "./lib/prisma-migrate.mjs";
import { Progress } from "./lib/progress.mjs";
import { runAsProgram } from "./lib/run-as-program.mjs";
import { runStages } from "./lib/run-stages.mjs";
import { SetupError } from "./lib/setup-error.mjs";
import {
  canInstallPeers,
  findMissingPeers,
  installCommand,
  installPeers,
} from "./lib/sip-peers.mjs";
import { PARTS } from "./lib/test-stages.mjs";

await runAsProgram(async () => {
  const begun = performance.now();
  const part = process.argv[2] ?? "all";
  if (!Object.hasOwn(PARTS, part)) throw new SetupError("usage: npm test [-- unit | db | e2e]");
  const progress = new Progress();
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop.abort());
  const mayNotSkip = process.env.CI === "true";

  await setUp(part, { progress, signal: stop.signal, mayNotSkip });
  if (stop.signal.aborted) return 1;
  const { counts, failedStages } = await runStages(PARTS[part], { progress, signal: stop.signal });

  const skippedInVain = mayNotSkip && counts.skipped > 0;
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
  progress.say("");
  for (const title of failedStages) progress.say(`Failed: ${title}`);
  for (const reason of counts.skipReasons) progress.say(`Skipped: ${reason}`);
  if (skippedInVain) progress.say("Failed: tests were skipped, which CI=true forbids");
  if (stop.signal.aborted) progress.say("Failed: interrupted");
  progress.say(`${minutes} min`);
  progress.say(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  const isGood = counts.failed === 0 && counts.passed > 0 && failedStages.length === 0;
  return isGood && !skippedInVain && !stop.signal.aborted ? 0 : 1;
});

async function setUp(part, { progress, signal, mayNotSkip }) {
  if (!dependenciesFit()) {
    await progress.step("Installing dependencies", () => installDependencies(signal));
  }
  if (signal.aborted) return;
  if (!isClientFresh()) {
    await progress.step("Generating the database client", () => generateClient(signal));
  }
  if (part === "all" || part === "e2e") {
    await progress.step("Making Chromium ready", async () => chromiumLaunchOptions());
    await providePeers({ progress, signal, mayNotSkip });
  }
  // After the programs that are installed for tests: the compiler is one.
  if (!isDatagramModuleFresh()) {
    const problem = await buildDatagramModule(signal);
    if (problem !== null) progress.say(`  ${problem}`);
  }
}

async function providePeers({ progress, signal, mayNotSkip }) {
  const missing = findMissingPeers();
  if (missing.length === 0) return;
  const names = missing.map(({ program }) => program).join(", ");
  if (canInstallPeers()) {
    await progress.step(`Installing ${names} with apt-get`, () => installPeers(signal));
    return;
  }
  const advice = `${names} missing; on Debian, as root: ${installCommand()}`;
  if (mayNotSkip) throw new SetupError(`CI=true allows no skipped test: ${advice}`);
  progress.say(`  SIP tests will be skipped: ${advice}`);
}
