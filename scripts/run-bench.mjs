// Runs one TypeScript measurement with a throwaway Postgres: node scripts/run-bench.mjs FILE [ARGUMENT...]
import { buildDatagramModule, isDatagramModuleFresh } from "./lib/build-datagram-module.mjs";
import { dependenciesFit } from "./lib/install-dependencies.mjs";
import { generateClient, isClientFresh } from "./lib/prisma-migrate.mjs";
import { runAsProgram } from "./lib/run-as-program.mjs";
import { runTypeScript } from "./lib/run-typescript.mjs";
import { SetupError } from "./lib/setup-error.mjs";
import { startThrowawayPostgres } from "./lib/start-throwaway-postgres.mjs";

await runAsProgram(async () => {
  if (!dependenciesFit())
    throw new SetupError("The dependencies are not installed: run npm ci first.");
  if (!isClientFresh()) await generateClient();
  if (!isDatagramModuleFresh()) await buildDatagramModule();
  const postgres = await startThrowawayPostgres();
  try {
    return await runTypeScript(process.argv.slice(2), { TEST_CLUSTER: postgres.description });
  } finally {
    await postgres.stop();
  }
});
