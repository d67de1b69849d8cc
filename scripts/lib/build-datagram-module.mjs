// Compiles the sip-agent's native module for batched datagrams. Without a C compiler nothing is lost but speed.
import { createHash } from "node:crypto";
import fs from "node:fs";
import { runCommand } from "./run-command.mjs";

const SOURCE = "sip-agent/transport/native/datagram.c";
const INCLUDED = "sip-agent/transport/native/udp-batch.h";
const MODULE = "dist/datagram.node";
const STAMP = "dist/datagram.built-from";
const FLAGS = ["-std=c11", "-O2", "-shared", "-fPIC", "-Wall", "-Wextra"];

/** @returns {string} hash over all that decides what is built; Node-API is the same in every Node */
function fingerprint() {
  const hash = createHash("sha256").update(JSON.stringify([process.arch, FLAGS]));
  for (const file of [SOURCE, INCLUDED]) hash.update(fs.readFileSync(file));
  return hash.digest("hex");
}

/** @returns {boolean} whether there is nothing to build: it was built from this very source, or is not for this platform */
export function isDatagramModuleFresh() {
  if (process.platform !== "linux") return true;
  if (!fs.existsSync(MODULE) || !fs.existsSync(STAMP)) return false;
  return fs.readFileSync(STAMP, "utf8") === fingerprint();
}

/**
 * Needs the dependencies. Never rejects for a compiler that is missing or fails.
 *
 * @param {AbortSignal} [signal]
 * @returns {Promise<string | null>} a sentence for whoever would like it built; null: it is
 */
export async function buildDatagramModule(signal) {
  const built = fingerprint();
  fs.mkdirSync("dist", { recursive: true });
  fs.rmSync(STAMP, { force: true });
  fs.rmSync(MODULE, { force: true });
  const problem = await compileDatagramModule(MODULE, [], signal);
  if (problem !== null) return `Datagrams go one at a time: ${problem}.`;
  fs.writeFileSync(STAMP, built);
  return null;
}

/**
 * @param {string} output
 * @param {readonly string[]} flags besides those of every build
 * @param {AbortSignal} [signal]
 * @returns {Promise<string | null>} why not
 */
export async function compileDatagramModule(output, flags, signal) {
  const { default: headers } = await import("node-api-headers");
  // Under another name until it is whole: an agent may be starting.
  const unfinished = `${output}.${process.pid}`;
  const args = [...FLAGS, ...flags, "-I", headers.include_dir, SOURCE, "-o", unfinished];
  try {
    const { code, output: said } = await runCommand("cc", args, signal ? { signal } : {});
    if (code !== 0) return `the batched module does not compile: ${said.trim().split("\n")[0]}`;
    fs.renameSync(unfinished, output);
    return null;
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return "there is no C compiler (cc) to build the batched module with";
  } finally {
    fs.rmSync(unfinished, { force: true });
  }
}
