// Runs one TypeScript tool in the environment of the running `npm start`: node scripts/run-tool.mjs FILE [ARGUMENT...]
//
// The tool gets DATABASE_URL (as the portal), BYOC_SECRET_KEYS, NEXTAUTH_URL, SIP_LISTEN, SIP_ADMIN_PORT and
// DEMO_PASSWORD. With DATABASE_URL set, the environment is passed on as it is.
import { dependenciesFit } from "./lib/install-dependencies.mjs";
import { runAsProgram } from "./lib/run-as-program.mjs";
import { runTypeScript } from "./lib/run-typescript.mjs";
import { requireRunningFacts } from "./lib/running-installation.mjs";
import { loadEnvFile, readSettings } from "./lib/settings.mjs";
import { SetupError } from "./lib/setup-error.mjs";

await runAsProgram(async () => {
  loadEnvFile();
  const settings = readSettings(process.env);
  if (!dependenciesFit())
    throw new SetupError("The dependencies are not installed: run npm ci first.");
  const env = settings.databaseUrl === null ? environmentOf(settings) : {};
  return runTypeScript(process.argv.slice(2), env);
});

function environmentOf({ dataDirectory }) {
  const facts = requireRunningFacts(dataDirectory);
  return {
    DATABASE_URL: facts.databaseUrls.portal,
    BYOC_SECRET_KEYS: facts.secretKeys,
    NEXTAUTH_URL: facts.portalUrl,
    SIP_LISTEN: facts.sipListen,
    SIP_ADMIN_PORT: new URL(facts.agentAdminUrl).port,
    DEMO_PASSWORD: facts.demoPassword,
  };
}
