// The Chromium of browser tests: the one from npm, unpacked once, with its own libraries and fonts.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { SetupError } from "./setup-error.mjs";

const PACKAGE = fileURLToPath(new URL("../../node_modules/@sparticuz/chromium/", import.meta.url));
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/", import.meta.url));

/** Tests visit nothing but loopback, and root or a container gives Chromium no sandbox of its own. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const ARCHIVES = ["al2023.tar.br", "swiftshader.tar.br", "fonts.tar.br"];

/**
 * Unpacks at the first call. `CHROMIUM` names another one.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ executablePath: string, args: string[], env: Record<string, string> }} for Playwright's launchOptions
 * @throws {SetupError} where npm has no Chromium for this platform
 */
export function chromiumLaunchOptions(env = process.env) {
  if (env.CHROMIUM) return { executablePath: env.CHROMIUM, args: FLAGS, env: definedOnly(env) };
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new SetupError(
      `npm brings no Chromium for ${process.platform}-${process.arch}: set CHROMIUM to the program of one that is installed.`,
    );
  }
  const directory = unpackChromium();
  return {
    executablePath: path.join(directory, "chromium"),
    args: FLAGS,
    env: {
      ...definedOnly(env),
      LD_LIBRARY_PATH: path.join(directory, "lib"),
      FONTCONFIG_FILE: path.join(directory, "fonts.conf"),
    },
  };
}

/** @returns {string} absolute path of the folder with the unpacked browser */
function unpackChromium() {
  const packed = path.join(PACKAGE, "bin");
  const { version } = JSON.parse(fs.readFileSync(path.join(PACKAGE, "package.json"), "utf8"));
  const directory = path.join(CACHE, `chromium-${version}`);
  if (fs.existsSync(directory)) return directory;
  const partial = `${directory}.${process.pid}`;
  fs.mkdirSync(partial, { recursive: true });
  const unpack = (file) => brotliDecompressSync(fs.readFileSync(path.join(packed, file)));
  fs.writeFileSync(path.join(partial, "chromium"), unpack("chromium.br"), { mode: 0o755 });
  for (const archive of ARCHIVES) extractTar(unpack(archive), partial);
  fs.writeFileSync(path.join(partial, "fonts.conf"), fontsConfiguration(directory));
  try {
    fs.renameSync(partial, directory);
  } catch (error) {
    if (!fs.existsSync(directory)) throw error;
    fs.rmSync(partial, { recursive: true }); // another run was faster
  }
  return directory;
}

function extractTar(archive, directory) {
  const result = spawnSync("tar", ["-x", "-C", directory], { input: archive, encoding: "utf8" });
  if (result.status !== 0) throw new Error(`tar: ${result.error?.message ?? result.stderr}`);
}

/** The configuration that comes with it names a fixed folder of another system. */
function fontsConfiguration(directory) {
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    "<fontconfig>",
    `  <dir>${directory}/fonts</dir>`,
    `  <cachedir>${directory}/fonts-cache</cachedir>`,
    "</fontconfig>",
    "",
  ].join("\n");
}

function definedOnly(env) {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
}
