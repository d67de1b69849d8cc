// Before all end-to-end tests: a throwaway Postgres for SIP tests, and one installation that browser tests share.
import fs from "node:fs";
import { startThrowawayPostgres } from "../scripts/lib/start-throwaway-postgres.mjs";
import { freshSettings, shareInstallation, untilRunning } from "./fixtures/installation";
import { StartProcess } from "./fixtures/start-process";

const LOG = "test-results/installation.log";

/** `E2E_ONLY=sip`, while working on SIP tests: they need no portal. */
const NEEDS_INSTALLATION = process.env.E2E_ONLY !== "sip";

/** Returns the tear-down. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const postgres = await startThrowawayPostgres();
  process.env.TEST_CLUSTER = postgres.description;
  const endInstallation = NEEDS_INSTALLATION ? await startInstallation() : async () => {};
  return async () => {
    await endInstallation();
    await postgres.stop();
  };
}

async function startInstallation(): Promise<() => Promise<void>> {
  const settings = await freshSettings();
  const start = new StartProcess(settings);
  const end = async (): Promise<void> => {
    const { stdout, stderr } = await start.stop();
    fs.mkdirSync("test-results", { recursive: true });
    fs.writeFileSync(LOG, stdout + stderr);
    fs.rmSync(settings.DATA_DIR, { recursive: true, force: true });
  };
  try {
    shareInstallation(await untilRunning(start, settings.DATA_DIR));
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}
