// One installation, from an empty checkout to portal, job worker and sip-agent running together, and back.
import fs from "node:fs";
import { buildDatagramModule, isDatagramModuleFresh } from "./build-datagram-module.mjs";
import { build, isBuildFresh } from "./build-if-stale.mjs";
import { findDemoAccounts, isStoreEmpty, seedDemo } from "./demo-seed.mjs";
import { dependenciesFit, installDependencies } from "./install-dependencies.mjs";
import {
  firstStartIsOver,
  migrateDatabase,
  requireSecretsOfCluster,
  startDatabase,
} from "./installation-database.mjs";
import { generateClient, isClientFresh } from "./prisma-migrate.mjs";
import { commonEnv } from "./process-plans.mjs";
import { ProcessSet } from "./process-set.mjs";
import { requireFreePorts } from "./require-free-ports.mjs";
import { claimDataDirectory, publishFacts, releaseDataDirectory } from "./running-installation.mjs";
import { loadSecrets } from "./secrets.mjs";
import { watchPostgres } from "./watch-postgres.mjs";

export class Installation {
  #settings;
  #progress;
  #dev;
  #stopping;
  #claimed = false;
  /** @type {import("./installation-database.mjs").InstallationDatabase | null} */
  #database = null;
  #secrets = null;
  #processes;

  /**
   * @param {object} options
   * @param {import("./settings.mjs").Settings} options.settings
   * @param {import("./progress.mjs").Progress} options.progress
   * @param {boolean} options.dev
   * @param {AbortSignal} options.stopping aborted when `start` is to be given up
   */
  constructor({ settings, progress, dev, stopping }) {
    this.#settings = settings;
    this.#progress = progress;
    this.#dev = dev;
    this.#stopping = stopping;
    this.#processes = new ProcessSet(progress);
  }

  /** @returns {Promise<string>} in words, what ended by itself; pending as long as all is well */
  get failure() {
    return this.#processes.failure;
  }

  /**
   * Sets up what is missing and starts all of it.
   *
   * @returns {Promise<void>} when all answer; or early, once `stopping` is aborted
   * @throws {SetupError}
   */
  async start() {
    const steps = [
      () => this.#claim(),
      () => this.#installDependencies(),
      () => this.#buildDatagramModule(),
      () => this.#generateClient(),
      () =>
        this.#together([(signal) => this.#prepareStore(signal), (signal) => this.#build(signal)]),
      () => this.#run(),
    ];
    for (const step of steps) {
      if (this.#stopping.aborted) return;
      await step();
    }
  }

  /**
   * Ends everything that was started, Postgres last. Safe at any point of `start`.
   *
   * @param {AbortSignal} hurry aborted: by force
   */
  async stop(hurry) {
    const hasStarted = this.#database !== null;
    if (hasStarted) this.#progress.say("Stopping …");
    await this.#processes.stop(this.#settings.drainSec, hurry);
    await this.#database?.embedded?.stop();
    if (this.#claimed) releaseDataDirectory(this.#settings.dataDirectory);
    if (hasStarted) this.#progress.say("Stopped.");
  }

  /** @returns {Promise<{ email: string, role: string }[]>} */
  async demoAccounts() {
    return this.#database ? findDemoAccounts(this.#database.ownerUrl) : [];
  }

  /** @returns {Promise<boolean>} whether there is no account at all */
  async isWithoutStaff() {
    return this.#database !== null && isStoreEmpty(this.#database.ownerUrl);
  }

  /** @returns {string} */
  get demoPassword() {
    return this.#secrets?.demoPassword ?? "";
  }

  async #claim() {
    const { dataDirectory } = this.#settings;
    // Root's Postgres runs as another user, who must be able to walk through.
    const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
    fs.mkdirSync(dataDirectory, { recursive: true, mode });
    claimDataDirectory(dataDirectory);
    this.#claimed = true;
    await requireFreePorts(this.#settings);
  }

  async #installDependencies() {
    if (dependenciesFit()) return;
    await this.#progress.step("Installing dependencies", () => installDependencies(this.#stopping));
  }

  async #buildDatagramModule() {
    if (isDatagramModuleFresh()) return;
    const problem = await buildDatagramModule(this.#stopping);
    if (problem !== null && !this.#stopping.aborted) this.#progress.say(`  ${problem}`);
  }

  async #generateClient() {
    if (isClientFresh()) return;
    await this.#progress.step("Generating the database client", () =>
      generateClient(this.#stopping),
    );
  }

  /** Runs all at once; when one fails the others are ended before that failure is told. */
  async #together(works) {
    const failed = new AbortController();
    const signal = AbortSignal.any([this.#stopping, failed.signal]);
    const running = works.map((work) =>
      work(signal).catch((error) => {
        failed.abort();
        throw error;
      }),
    );
    await Promise.allSettled(running);
    await Promise.all(running);
  }

  async #prepareStore(signal) {
    await this.#startDatabase();
    if (!signal.aborted) await this.#migrate(signal);
    if (!signal.aborted) await this.#seed(signal);
  }

  async #startDatabase() {
    const { dataDirectory, databaseUrl } = this.#settings;
    if (databaseUrl === null) requireSecretsOfCluster(dataDirectory);
    this.#secrets = loadSecrets(dataDirectory);
    const title = databaseUrl === null ? "Starting Postgres" : "Reaching Postgres";
    this.#database = await this.#progress.step(title, () =>
      startDatabase(this.#settings, this.#secrets),
    );
  }

  async #migrate(signal) {
    this.#database = await this.#progress.step("Migrating the database", () =>
      migrateDatabase(this.#database, this.#secrets, signal),
    );
    if (!this.#database.hasOwnRoles && !signal.aborted) {
      this.#progress.say(
        "  Portal and sip-agent share the user of DATABASE_URL, which may not make users of their own.",
      );
    }
  }

  async #seed(signal) {
    if (!(await isStoreEmpty(this.#database.ownerUrl))) return;
    if (!this.#settings.wantsDemo) return firstStartIsOver(this.#settings.dataDirectory);
    const env = {
      ...commonEnv(this.#parts()),
      DATABASE_URL: this.#database.portalUrl,
      SIP_LISTEN: this.#settings.sipListenText,
      DEMO_PASSWORD: this.#secrets.demoPassword,
    };
    await this.#progress.step("Making demo data", () => seedDemo(env, signal));
    if (!signal.aborted) firstStartIsOver(this.#settings.dataDirectory);
  }

  async #build(signal) {
    if (this.#dev || isBuildFresh()) return;
    await this.#progress.step("Building", () => build(signal));
  }

  async #run() {
    await requireFreePorts(this.#settings); // the set-up may have taken minutes
    await this.#progress.step("Starting portal, job worker and sip-agent", () =>
      this.#processes.start(this.#parts(), this.#stopping),
    );
    if (this.#stopping.aborted) return;
    const { embedded } = this.#database;
    if (embedded !== null) {
      watchPostgres(embedded, { signal: this.#stopping, progress: this.#progress });
    }
    publishFacts(this.#settings.dataDirectory, this.#facts());
  }

  #parts() {
    return {
      settings: this.#settings,
      secrets: this.#secrets,
      database: this.#database,
      dev: this.#dev,
    };
  }

  #facts() {
    const { ownerUrl, portalUrl, agentUrl, embedded } = this.#database;
    return {
      databaseUrls: { owner: ownerUrl, portal: portalUrl, agent: agentUrl },
      embeddedPostgresPort: embedded?.port ?? null,
      secretKeys: commonEnv(this.#parts()).BYOC_SECRET_KEYS,
      portalUrl: this.#settings.portalUrl,
      sipListen: this.#settings.sipListenText,
      agentAdminUrl: `http://127.0.0.1:${this.#settings.sipAdminPort}`,
      demoPassword: this.#secrets.demoPassword,
    };
  }
}
