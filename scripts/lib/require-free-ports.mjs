// Refuses to start while a port that it needs is taken, before anything is half started.
import { portFailure } from "./free-port.mjs";
import { SetupError } from "./setup-error.mjs";

/**
 * @param {import("./settings.mjs").Settings} settings
 * @throws {SetupError} that names the first port that cannot be had, and the variable to change
 */
export async function requireFreePorts(settings) {
  await requirePort("tcp", "127.0.0.1", settings.portalPort, "The portal's port", "PORT");
  await requireSipPorts(settings);
}

/**
 * @param {Pick<import("./settings.mjs").Settings, "sipListen" | "sipAdminPort">} settings
 * @throws {SetupError}
 */
export async function requireSipPorts(settings) {
  for (const { transport, host, port } of settings.sipListen) {
    const socket = transport === "udp" ? "udp" : "tcp";
    await requirePort(socket, host, port, `The SIP address ${transport}`, "SIP_LISTEN");
  }
  const admin = "The sip-agent's admin port";
  await requirePort("tcp", "127.0.0.1", settings.sipAdminPort, admin, "SIP_ADMIN_PORT");
}

async function requirePort(transport, host, port, what, variable) {
  const code = await portFailure(transport, host, port);
  if (code === null) return;
  const at = host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  const why =
    {
      EADDRINUSE: "is in use by another program",
      EACCES: "may not be used by this user",
      EADDRNOTAVAIL: "is not an address of this machine",
    }[code] ?? `cannot be used (${code})`;
  throw new SetupError(`${what} ${at} ${why}: end what uses it, or set ${variable} to another.`);
}
