// npm run bench:config [-- ROUNDS]: measures how long a saved ACL change takes until the sip-agent enforces it.
import { spawn } from "node:child_process";
import { dependenciesFit } from "./lib/install-dependencies.mjs";
import { runAsProgram } from "./lib/run-as-program.mjs";
import { SetupError } from "./lib/setup-error.mjs";
import { startThrowawayPostgres } from "./lib/start-throwaway-postgres.mjs";

const BENCH = ["node_modules/tsx/dist/cli.mjs", "e2e/bench/config-delay.ts"];

await runAsProgram(async () => {
  if (!dependenciesFit())
    throw new SetupError("The dependencies are not installed: run npm ci first.");
  const postgres = await startThrowawayPostgres();
  try {
    const env = { ...process.env, TEST_CLUSTER: postgres.description };
    const child = spawn(process.execPath, [...BENCH, ...process.argv.slice(2)], {
      env,
      stdio: "inherit",
    });
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => resolve(code ?? 1));
    });
  } finally {
    await postgres.stop();
  }
});
