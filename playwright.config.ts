// End-to-end tests: the portal in a real browser, and live SIP.
import { defineConfig } from "@playwright/test";
import { chromiumLaunchOptions } from "./scripts/lib/chromium.mjs";

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./e2e/global-setup.ts",
  outputDir: "test-results/e2e",
  reporter: "list",
  // SIP tests look at a clock: as many at once as there are cores to run them.
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI === "true",
  timeout: 60_000,
  use: {
    browserName: "chromium",
    launchOptions: chromiumLaunchOptions(),
    trace: "retain-on-failure",
  },
});
