// What `npm start` reads from the environment: checked before anything is set up, all faults named at once.
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { SetupError } from "./setup-error.mjs";

const DEFAULT_SIP_LISTEN = "udp://127.0.0.1:5060,tcp://127.0.0.1:5060";

/**
 * @typedef {{ transport: "udp" | "tcp" | "tls", host: string, port: number }} ListenAddress
 *
 * @typedef {object} Settings
 * @property {string} dataDirectory absolute
 * @property {string | null} databaseUrl null: the embedded Postgres
 * @property {number} portalPort
 * @property {string} portalUrl where visitors reach the portal
 * @property {ListenAddress[]} sipListen
 * @property {string} sipListenText as the sip-agent takes it
 * @property {number} sipAdminPort
 * @property {number} drainSec
 * @property {boolean} wantsDemo whether an empty store gets the demo data
 */

/** Puts the variables of the file `.env` into the environment, save those that are set already. */
export function loadEnvFile() {
  if (fs.existsSync(".env")) process.loadEnvFile(".env");
}

/**
 * @param {Record<string, string | undefined>} env an empty value counts as absent
 * @returns {Settings}
 * @throws {SetupError} that names every variable at fault, and never repeats a secret
 */
export function readSettings(env) {
  const faults = [];
  const check = (name, fallback, read) => {
    const text = env[name] || fallback;
    const value = read(text);
    if (value === undefined) faults.push(`${name} ${EXPECTED[name]}`);
    return value;
  };
  const portalPort = check("PORT", "3000", readPort);
  const settings = {
    dataDirectory: path.resolve(env.DATA_DIR || ".data"),
    databaseUrl: check("DATABASE_URL", null, readDatabaseUrl),
    portalPort,
    portalUrl: check("NEXTAUTH_URL", `http://127.0.0.1:${portalPort ?? 3000}`, readWebAddress),
    sipListen: check("SIP_LISTEN", DEFAULT_SIP_LISTEN, readListenAddresses),
    sipListenText: env.SIP_LISTEN || DEFAULT_SIP_LISTEN,
    sipAdminPort: check("SIP_ADMIN_PORT", "9060", readPort),
    drainSec: check("DRAIN_SECONDS", "5", readSeconds),
    wantsDemo: check("CRADLE_DEMO", null, readSwitch),
  };
  check("BYOC_SECRET_KEYS", null, readKeyRing);
  check("SMTP_URL", null, readSmtpUrl);
  if (faults.length > 0) throw new SetupError(`Wrong in the environment: ${faults.join("; ")}.`);
  // A trial on one machine begins with something to see; what others reach, or keep elsewhere, begins empty.
  settings.wantsDemo ??= settings.databaseUrl === null && isLoopbackUrl(settings.portalUrl);
  return /** @type {Settings} */ (settings);
}

/**
 * @param {string} url
 * @returns {boolean} whether only this machine reaches it
 */
function isLoopbackUrl(url) {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

/**
 * @param {Settings} settings
 * @param {Record<string, string | undefined>} env
 * @returns {string | null} what is lost where a proxy stands in front of the portal and is not named
 */
export function proxyWarning({ portalUrl }, env) {
  if (isLoopbackUrl(portalUrl) || (env.TRUSTED_PROXIES ?? "").trim() !== "") return null;
  return `WARNING: NEXTAUTH_URL is ${portalUrl} and TRUSTED_PROXIES is empty, so every visitor counts as 127.0.0.1, sign-in is throttled for all at once and sessions show no true address: set TRUSTED_PROXIES to the address of the proxy (127.0.0.1 for one on this machine).`;
}

const EXPECTED = {
  SMTP_URL: "must look like smtp://user:password@host:587 or smtps://user:password@host:465",
  PORT: "must be a port between 1 and 65535",
  DATABASE_URL: "must look like postgresql://user:password@host:5432/database",
  NEXTAUTH_URL: "must be an http:// or https:// address without a path",
  SIP_LISTEN: "must be a comma-separated list like udp://127.0.0.1:5060,tcp://[::1]:5060",
  SIP_ADMIN_PORT: "must be a port between 1 and 65535",
  DRAIN_SECONDS: "must be a whole number of seconds, at most 3600",
  CRADLE_DEMO: "must be 1 or 0",
  BYOC_SECRET_KEYS: "must be a comma-separated list of id:key, each key 32 bytes in base64url",
};

function readPort(text) {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535 ? port : undefined;
}

function readSmtpUrl(text) {
  if (text === null) return null;
  return /^smtps?:\/\/[^/]/.test(text) && URL.canParse(text) ? text : undefined;
}

function readSeconds(text) {
  return /^\d{1,4}$/.test(text) && Number(text) <= 3600 ? Number(text) : undefined;
}

function readSwitch(text) {
  if (text === null) return null;
  return text === "1" || text === "0" ? text === "1" : undefined;
}

function readDatabaseUrl(text) {
  if (text === null) return null;
  const isAddress = /^postgres(ql)?:\/\//.test(text) && URL.canParse(text);
  return isAddress && new URL(text).pathname.length > 1 ? text : undefined;
}

function readWebAddress(text) {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.pathname === "/" ? url.origin : undefined;
}

function readKeyRing(text) {
  if (text === null) return null;
  const isRing = text.split(",").every((key) => /^\s*[a-z0-9-]{1,16}:[\w-]{43}=?\s*$/.test(key));
  return isRing ? text : undefined;
}

function readListenAddresses(text) {
  const addresses = text.split(",").map((entry) => readListenAddress(entry.trim()));
  return addresses.includes(undefined) ? undefined : addresses;
}

/** @returns {ListenAddress | undefined} */
function readListenAddress(text) {
  const match = /^(udp|tcp|tls):\/\/(?:\[([0-9a-fA-F:.]+)\]|([0-9.]+)):(\d{1,5})$/.exec(text);
  if (match === null) return undefined;
  const [, transport, ipv6, ipv4, portText] = match;
  const host = ipv6 ?? ipv4;
  const port = readPort(portText);
  if (net.isIP(host) === 0 || port === undefined) return undefined;
  return { transport: /** @type {ListenAddress["transport"]} */ (transport), host, port };
}
