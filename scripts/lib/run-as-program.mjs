// Runs a command's main function and turns its end into an exit code.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { SetupError } from "./setup-error.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const OLDEST_NODE = [20, 19];

/**
 * Works from the project's folder wherever it was called. A `SetupError` is shown as its one sentence, anything else
 * with its stack, for it is a fault of this program.
 *
 * @param {() => Promise<number>} main resolves to the exit code
 */
export async function runAsProgram(main) {
  process.chdir(path.resolve(ROOT));
  try {
    requireNode();
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new SetupError(
    `Node ${process.versions.node} is too old: ${OLDEST_NODE.join(".")} or newer is needed.`,
  );
}
