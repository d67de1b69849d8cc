// Runs a TypeScript program in the foreground, with this terminal as its own.
import { spawn } from "node:child_process";

/**
 * @param {readonly string[]} args the file and its arguments
 * @param {Record<string, string>} env on top of this process's own
 * @returns {Promise<number>} its exit code
 */
export function runTypeScript(args, env) {
  const child = spawn(process.execPath, ["node_modules/tsx/dist/cli.mjs", ...args], {
    env: { ...process.env, ...env },
    stdio: "inherit",
  });
  process.on("SIGINT", () => {}); // Ctrl-C reaches the program by itself
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
