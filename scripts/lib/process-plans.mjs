// How portal, job worker and sip-agent are run, built or from source, and the environment each is given.
import path from "node:path";

const TSX = "node_modules/tsx/dist/cli.mjs";
const NEXT = "node_modules/next/dist/bin/next";
/** The portal is reached over loopback, or through a proxy on this machine. */
export const PORTAL_HOST = "127.0.0.1";

/**
 * @typedef {import("./supervised-process.mjs").ProcessPlan} ProcessPlan
 * @typedef {object} Parts
 * @property {import("./settings.mjs").Settings} settings
 * @property {import("./secrets.mjs").Secrets} secrets
 * @property {import("./installation-database.mjs").InstallationDatabase} database
 * @property {boolean} dev from source, started anew at each change
 */

/**
 * @param {Parts} parts
 * @returns {NodeJS.ProcessEnv} what every process of an installation has in common
 */
export function commonEnv({ secrets, dev }) {
  return {
    ...process.env,
    NODE_ENV: dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    BYOC_SECRET_KEYS: process.env.BYOC_SECRET_KEYS || secrets.byocSecretKeys,
  };
}

/**
 * What only the portal may know: with it, whoever took over another process could sign in as anyone.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv} the rest
 */
export function withoutPortalSecrets(env) {
  const isPortals = (name) => /^(NEXTAUTH_SECRET$|DEMO_PASSWORD$|(GOOGLE|ENTRA|OIDC)_)/.test(name);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isPortals(name)));
}

/**
 * The mail server's password is the job worker's alone.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv} the rest
 */
function withoutMailServer({ SMTP_URL: _, ...env }) {
  return env;
}

/**
 * A page is drawn in some megabytes that are gone with it: with room for several pages the collector finds little left to
 * copy. A third less processor time a page (docs/performance.md).
 */
const PORTAL_COLLECTOR_FLAGS = ["--max-semi-space-size=64", "--min-semi-space-size=16"];

/** @param {Parts} parts @returns {ProcessPlan} */
export function portalPlan(parts) {
  const { settings, secrets, database, dev } = parts;
  return {
    name: "portal",
    args: [
      ...(dev ? [] : PORTAL_COLLECTOR_FLAGS),
      ...[NEXT, dev ? "dev" : "start", "-H", PORTAL_HOST, "-p", String(settings.portalPort)],
    ],
    env: {
      ...withoutMailServer(commonEnv(parts)),
      DATABASE_URL: database.portalUrl,
      MAIL_GOES_TO: process.env.SMTP_URL ? "smtp" : "catcher",
      NEXTAUTH_URL: settings.portalUrl,
      NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || secrets.nextAuthSecret,
    },
  };
}

/** @param {Parts} parts @returns {ProcessPlan} */
export function jobsPlan(parts) {
  const { settings, database, dev } = parts;
  // It opens nothing that is encrypted.
  const { BYOC_SECRET_KEYS: _, ...env } = withoutPortalSecrets(commonEnv(parts));
  return {
    name: "jobs",
    args: programArgs("jobs", dev ? "watched" : "built"),
    env: {
      ...env,
      DATABASE_URL: database.portalUrl,
      NEXTAUTH_URL: settings.portalUrl,
    },
  };
}

/** @param {Parts} parts @returns {ProcessPlan} */
export function agentPlan(parts) {
  const { settings, database, dev } = parts;
  return {
    name: "sip-agent",
    args: programArgs("sip-agent", dev ? "watched" : "built"),
    env: {
      ...withoutMailServer(withoutPortalSecrets(commonEnv(parts))),
      DATABASE_URL: database.agentUrl,
      DATA_DIR: path.join(settings.dataDirectory, "sip-agent"),
      SIP_LISTEN: settings.sipListenText,
      SIP_ADMIN_PORT: String(settings.sipAdminPort),
      DRAIN_SECONDS: String(settings.drainSec),
    },
  };
}

/**
 * The sip-agent makes much that lives for a few milliseconds, beside transactions that live for half a minute: with 32 MB
 * for the young the collector looks at these half as often. One helper for the collector and the compiler, not four: where
 * they share a processor with the thread that does the work, four leave it a fifth of the time while a collection runs.
 * Together, at full data and 775 calls a second: a fifth less processor time a call, delays at p99 a third.
 */
const COLLECTOR_FLAGS = ["--max-semi-space-size=32", "--v8-pool-size=1"];

/**
 * @param {"sip-agent" | "jobs"} name
 * @param {"built" | "source" | "watched"} form watched: from source, started anew at each change
 * @returns {string[]} arguments of node
 */
export function programArgs(name, form) {
  switch (form) {
    case "built":
      return [
        ...(name === "sip-agent" ? COLLECTOR_FLAGS : []),
        "--enable-source-maps",
        `dist/${name}.js`,
      ];
    case "source":
      return [TSX, `${name}/main.ts`];
    case "watched":
      return [TSX, "watch", "--clear-screen=false", `${name}/main.ts`];
    default:
      throw new Error(`no such form: ${form}`);
  }
}
