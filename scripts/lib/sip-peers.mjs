// The SIP programs that live tests speak with: which are missing, and how they are installed.
import fs from "node:fs";
import path from "node:path";
import { runCommand } from "./run-command.mjs";
import { SetupError } from "./setup-error.mjs";

/** Program and the Debian package that brings it. */
const PEERS = [
  { program: "sipp", debianPackage: "sip-tester" },
  { program: "kamailio", debianPackage: "kamailio" },
  { program: "baresip", debianPackage: "baresip-core" },
  // No peer, but what gives one of them a network of its own.
  { program: "ip", debianPackage: "iproute2" },
  // Builds the sip-agent's module for batched datagrams, which has tests of its own.
  { program: "cc", debianPackage: "gcc libc6-dev" },
];

/** Debian asks this file before it starts a service of a package that was just installed; 101 forbids it. */
const SERVICE_POLICY = "/usr/sbin/policy-rc.d";

/**
 * @param {string} [searchPath]
 * @returns {{ program: string, debianPackage: string }[]}
 */
export function findMissingPeers(searchPath = process.env.PATH ?? "") {
  // Debian puts some into sbin, which is not on everyone's path.
  const folders = [...searchPath.split(path.delimiter), "/usr/sbin", "/usr/local/sbin"];
  return PEERS.filter(
    ({ program }) => !folders.some((folder) => isExecutable(path.join(folder, program))),
  );
}

/** @returns {string} the command that installs all of them */
export function installCommand() {
  const packages = PEERS.map(({ debianPackage }) => debianPackage).join(" ");
  return `apt-get install -y --no-install-recommends ${packages}`;
}

/** @returns {boolean} whether this process can install packages itself */
export function canInstallPeers() {
  return process.getuid?.() === 0 && fs.existsSync("/etc/debian_version");
}

/**
 * @param {AbortSignal} signal
 * @throws {SetupError} with what apt-get said
 */
export async function installPeers(signal) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const hadPolicy = fs.existsSync(SERVICE_POLICY);
  // Otherwise Kamailio would be started as a service, and take port 5060.
  if (!hadPolicy) fs.writeFileSync(SERVICE_POLICY, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    await run(["apt-get", "update"], env, signal);
    await run(installCommand().split(" "), env, signal);
    await runCommand("update-rc.d", ["kamailio", "disable"]).catch(() => null); // nor at the next boot
  } finally {
    if (!hadPolicy) fs.rmSync(SERVICE_POLICY);
  }
}

async function run([program, ...args], env, signal) {
  const result = await runCommand(program, args, { env, signal });
  if (result.code !== 0 && !signal.aborted) {
    throw new SetupError(`${program} ${args.join(" ")} failed:\n${result.output.trim()}`);
  }
}

function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
