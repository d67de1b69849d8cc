// npm run postgres -- stop | start | status | url: the embedded Postgres of the running `npm start`.
import path from "node:path";
import { EmbeddedPostgres } from "./lib/embedded-postgres.mjs";
import { runAsProgram } from "./lib/run-as-program.mjs";
import { requireRunningFacts } from "./lib/running-installation.mjs";
import { loadSecrets } from "./lib/secrets.mjs";
import { loadEnvFile, readSettings } from "./lib/settings.mjs";
import { SetupError } from "./lib/setup-error.mjs";

await runAsProgram(async () => {
  loadEnvFile();
  const { dataDirectory } = readSettings(process.env);
  const { embeddedPostgresPort, databaseUrls } = requireRunningFacts(dataDirectory);
  if (embeddedPostgresPort === null) {
    throw new SetupError(
      "The running npm start uses the Postgres of DATABASE_URL, not the embedded one.",
    );
  }
  const embedded = new EmbeddedPostgres({
    directory: path.join(dataDirectory, "postgres"),
    password: loadSecrets(dataDirectory).databasePasswords.admin,
    durable: true,
    port: embeddedPostgresPort,
  });
  const command = process.argv[2];
  switch (command) {
    case "stop":
      await embedded.stop();
      break;
    case "start":
      if (!(await embedded.isRunning())) await embedded.start();
      break;
    case "status":
      console.log((await embedded.isRunning()) ? "running" : "stopped");
      break;
    case "url":
      console.log(databaseUrls.owner);
      break;
    default:
      throw new SetupError("usage: npm run postgres -- stop | start | status | url");
  }
  return 0;
});
