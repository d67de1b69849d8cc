// Builds the portal for production and bundles job worker and sip-agent, where their sources have changed.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { runCommand } from "./run-command.mjs";
import { SetupError } from "./setup-error.mjs";

/** Files and folders that decide what a build holds. */
const SOURCES = [
  ...["app", "components", "lib", "sip-agent", "jobs", "prisma/schema.prisma"],
  ...["instrumentation.ts", "proxy.ts", "next.config.ts", "postcss.config.mjs", "tsconfig.json"],
  ...["package.json", "package-lock.json", "scripts/lib/build-if-stale.mjs"],
];
const NOT_BUILT = /\.(test|db\.test|spec)\.tsx?$|^lib\/db\/generated(\/|$)/;
const STAMP = "dist/built-from";
const BUNDLES = { "sip-agent": "sip-agent/main.ts", jobs: "jobs/main.ts" };

/** @returns {string} hash over names and contents of all sources */
function sourceFingerprint() {
  const hash = createHash("sha256").update(process.version);
  for (const file of SOURCES.flatMap(filesIn))
    hash.update(`\0${file}\0`).update(fs.readFileSync(file));
  return hash.digest("hex");
}

/** @returns {boolean} whether what was built last was built from these very sources */
export function isBuildFresh() {
  if (!fs.existsSync(STAMP) || !fs.existsSync(path.join(portalDirectory(), "BUILD_ID")))
    return false;
  return fs.readFileSync(STAMP, "utf8") === sourceFingerprint();
}

/**
 * @param {AbortSignal} signal
 * @throws {SetupError} with what the compiler said
 */
export async function build(signal) {
  const fingerprint = sourceFingerprint();
  fs.rmSync(STAMP, { force: true });
  await Promise.all([buildPortal(signal), bundleProcesses()]);
  // Sources that were saved meanwhile make the next start build again.
  if (!signal.aborted) fs.writeFileSync(STAMP, fingerprint);
}

async function buildPortal(signal) {
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const result = await runCommand("node_modules/.bin/next", ["build"], { env, signal });
  if (result.code !== 0 && !signal.aborted) {
    throw new SetupError(`The portal could not be built:\n${result.output.trim()}`);
  }
}

/**
 * Job worker and sip-agent, as they are run in production.
 *
 * @param {string} [directory]
 * @throws {SetupError} with what the compiler said
 */
export async function bundleProcesses(directory = "dist") {
  const esbuild = await import("esbuild");
  try {
    await esbuild.build({
      entryPoints: BUNDLES,
      outdir: directory,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "esm",
      sourcemap: true,
      packages: "external",
      logLevel: "silent",
    });
  } catch (error) {
    throw new SetupError(`Job worker and sip-agent could not be built:\n${error.message}`);
  } finally {
    await esbuild.stop(); // its service process would live as long as this one
  }
}

function portalDirectory() {
  return process.env.NEXT_DIST_DIR || ".next";
}

function filesIn(entry) {
  if (!fs.existsSync(entry)) return [];
  if (fs.statSync(entry).isFile()) return [entry];
  return fs
    .readdirSync(entry, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => path.join(item.parentPath ?? item.path, item.name).replaceAll(path.sep, "/"))
    .filter((file) => !NOT_BUILT.test(file))
    .sort();
}
