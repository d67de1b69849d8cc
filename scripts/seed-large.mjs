// npm run seed:large: 10,000 carriers, 50,000 trunks, 1,000,000 numbers and 1,000,000 audit events into the running demonstration.
import { fillLargeStore } from "./lib/fill-large-store.mjs";
import { runAsProgram } from "./lib/run-as-program.mjs";
import { requireRunningFacts } from "./lib/running-installation.mjs";
import { loadEnvFile, readSettings } from "./lib/settings.mjs";
import { SetupError } from "./lib/setup-error.mjs";

await runAsProgram(async () => {
  loadEnvFile();
  const settings = readSettings(process.env);
  if (settings.databaseUrl !== null || !settings.wantsDemo) {
    throw new SetupError(
      "The large store is made in a demonstration's own embedded Postgres alone: unset DATABASE_URL.",
    );
  }
  const { databaseUrls } = requireRunningFacts(settings.dataDirectory);
  await fillLargeStore(databaseUrls.owner, console.log);
  return 0;
});
