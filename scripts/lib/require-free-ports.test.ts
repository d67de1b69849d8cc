// A port that is taken is named before anything starts, together with the variable that changes it.
import dgram from "node:dgram";
import net from "node:net";
import { afterEach, expect, it } from "vitest";
import { freePort } from "./free-port.mjs";
import { requireFreePorts } from "./require-free-ports.mjs";
import { readSettings } from "./settings.mjs";

const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function freeSettings(): Promise<ReturnType<typeof readSettings>> {
  const sip = await freePort();
  return readSettings({
    PORT: String(await freePort()),
    SIP_ADMIN_PORT: String(await freePort()),
    SIP_LISTEN: `udp://127.0.0.1:${sip},tcp://127.0.0.1:${sip}`,
  });
}

function takeTcp(port: number): Promise<void> {
  const server = net.createServer();
  closers.push(() => server.close());
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}

function takeUdp(port: number): Promise<void> {
  const socket = dgram.createSocket("udp4");
  closers.push(() => socket.close());
  return new Promise((resolve) => socket.bind(port, "127.0.0.1", resolve));
}

it("accepts free ports, and leaves them free", async () => {
  const settings = await freeSettings();
  await requireFreePorts(settings);
  await requireFreePorts(settings);
});

it("names the portal's port", async () => {
  const settings = await freeSettings();
  await takeTcp(settings.portalPort);
  await expect(requireFreePorts(settings)).rejects.toThrow(
    `The portal's port 127.0.0.1:${settings.portalPort} is in use by another program: end what uses it, or set PORT to another.`,
  );
});

it("names the admin port", async () => {
  const settings = await freeSettings();
  await takeTcp(settings.sipAdminPort);
  await expect(requireFreePorts(settings)).rejects.toThrow(/admin port .* SIP_ADMIN_PORT/);
});

it.each([
  ["udp", takeUdp],
  ["tcp", takeTcp],
] as const)(
  "tells a taken SIP port over %s from a free one over the other",
  async (transport, take) => {
    const settings = await freeSettings();
    await take(settings.sipListen[0]?.port ?? 0);
    await expect(requireFreePorts(settings)).rejects.toThrow(
      new RegExp(`The SIP address ${transport} .* is in use .* SIP_LISTEN`),
    );
  },
);

it("says when an address is none of this machine's", async () => {
  const settings = { ...(await freeSettings()), ...pickListen("udp://192.0.2.1:5060") };
  await expect(requireFreePorts(settings)).rejects.toThrow("is not an address of this machine");
});

function pickListen(text: string): Pick<ReturnType<typeof readSettings>, "sipListen"> {
  return { sipListen: readSettings({ SIP_LISTEN: text }).sipListen };
}
