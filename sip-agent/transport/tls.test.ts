/** TLS streams over real sockets on loopback, with certificates made here; time is virtual. */
import { once } from "node:events";
import { connect as connectTcp, type Server } from "node:net";
import { type ConnectionOptions, connect, createServer, type TLSSocket } from "node:tls";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { TCP_LAYER } from "./stream-layer";
import { CertificateFolder, makeCertificate, type TestCertificate } from "./test-certificates";
import { TlsCertificates } from "./tls-certificates";
import { createTlsLayer } from "./tls-layer";
import type { Listener } from "./transport";
import { optionsRequest, TcpPeer, TransportUnderTest, until } from "./transport-under-test";

const DAY_MS = 86_400_000;
let authority: TestCertificate;
let signalling: TestCertificate;
let trunks: TestCertificate;
let gateway: TestCertificate;
let folder: CertificateFolder;
let certificates: TlsCertificates;

beforeAll(async () => {
  authority = await makeCertificate({ isAuthority: true });
  signalling = await makeCertificate({ authority, names: ["byoc.example"] });
  trunks = await makeCertificate({ authority, names: ["*.byoc.example"] });
  gateway = await makeCertificate({ authority, names: ["gw.example"], addresses: ["127.0.0.1"] });
});
const folders: CertificateFolder[] = [];
beforeEach(async () => {
  folder = new CertificateFolder();
  folders.push(folder);
  folder.write("signalling", signalling);
  folder.write("trunks", trunks);
  folder.trust(authority);
  certificates = new TlsCertificates({ folder: folder.path, caFile: folder.caFile });
  await certificates.refresh();
});
afterAll(() => {
  for (const one of folders) one.delete();
});

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Options = ConstructorParameters<typeof TransportUnderTest>[0];
async function listening(options: Options = {}) {
  const streamLayers = [TCP_LAYER, createTlsLayer(certificates)];
  const agent = new TransportUnderTest({ ...options, streamLayers });
  closing.push(() => agent.transport.close());
  return { agent, listener: await agent.listen("tls://127.0.0.1:0") };
}

/** A client that believes our authority and asks for `servername`. */
async function clientOf(listener: Listener, options: ConnectionOptions = {}) {
  const socket = connect({
    ...{ host: listener.address, port: listener.port, ca: authority.cert },
    servername: "byoc.example",
    ...options,
  });
  closing.push(() => socket.destroy());
  const peer = TcpPeer.of(socket);
  await once(socket, "secureConnect");
  return { socket, peer };
}

/** A gateway that shows `pair`, and the connections that it has taken. */
async function gatewayWith(pair: TestCertificate, options = {}) {
  const taken: TLSSocket[] = [];
  const names: unknown[] = [];
  const server: Server = createServer({ ...pair, ...options }, (socket) => {
    socket.on("error", () => {});
    taken.push(socket);
    names.push(socket.servername);
    closing.push(() => socket.destroy());
  });
  closing.push(() => server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  return { port: bound.port, taken, names };
}

const commonName = (socket: TLSSocket) => socket.getPeerCertificate().subjectaltname;

describe("streams that peers open", () => {
  test("carry messages both ways, and the certificate is the one of the name that is asked for", async () => {
    const { agent, listener } = await listening();
    const { socket, peer } = await clientOf(listener);
    expect(commonName(socket)).toBe("DNS:byoc.example");
    const trunk = await clientOf(listener, { servername: "t1.byoc.example" });
    expect(commonName(trunk.socket)).toBe("DNS:*.byoc.example");
    socket.write(optionsRequest("a", "TLS", "body"));
    const { message, source } = await agent.messages.next();
    expect(message.callId).toBe("a");
    expect(source).toMatchObject({ transport: "tls", peer: "carrier", port: socket.localPort });
    const { connectionId } = source;
    const large = "x".repeat(60_000);
    agent.transport.send(agent.destination(listener, 1, { connectionId }), Buffer.from(large));
    expect(await peer.bytes(60_000)).toBe(large);
    expect(agent.transport.stats).toMatchObject({ inboundOpen: 2, handshakesFailed: 0 });
  });

  test("of an unknown source are closed before the handshake, without a byte", async () => {
    const { agent, listener } = await listening();
    agent.admit = () => null;
    const stranger = await TcpPeer.open(listener);
    stranger.socket.write(Buffer.from("160301000100", "hex"));
    await stranger.closed;
    expect(stranger.received).toBe("");
    expect(agent.transport.stats).toMatchObject({ connectionsRefused: 1, inboundOpen: 0 });
  });

  test("belong to the peer that they were accepted for, with every message", async () => {
    const { agent, listener } = await listening();
    const { socket, peer } = await clientOf(listener);
    socket.write(optionsRequest("a", "TLS"));
    await agent.messages.next();
    agent.admit = () => "other carrier";
    socket.write(optionsRequest("b", "TLS"));
    await peer.closed;
    expect(agent.messages.all).toHaveLength(1);
  });

  test("whose handshake does not end are cut off", async () => {
    const { agent, listener } = await listening();
    const silent = await TcpPeer.open(listener);
    const half = await TcpPeer.open(listener);
    closing.push(
      () => silent.socket.destroy(),
      () => half.socket.destroy(),
    );
    half.socket.write(Buffer.from("16030100c8010000c40303", "hex"));
    await until(() => agent.transport.stats.inboundOpen === 2);
    agent.sweepAfter(4_999);
    expect(agent.transport.stats.inboundOpen).toBe(2);
    agent.sweepAfter(1);
    await Promise.all([silent.closed, half.closed]);
    await until(() => agent.transport.stats.inboundOpen === 0);
    expect(agent.transport.stats.handshakesFailed).toBe(2);
  });

  test("that speak no TLS, or none newer than 1.1, come to nothing", async () => {
    const { agent, listener } = await listening();
    const plain = connectTcp({ port: listener.port, host: listener.address });
    plain.on("error", () => {});
    plain.write(optionsRequest("a", "TLS"));
    plain.resume();
    await once(plain, "close");
    const options = { minVersion: "TLSv1.1", maxVersion: "TLSv1.1" } as const;
    const ciphers = "DEFAULT@SECLEVEL=0";
    await expect(clientOf(listener, { ...options, ciphers })).rejects.toThrow();
    await until(() => agent.transport.stats.inboundOpen === 0);
    expect(agent.transport.stats.handshakesFailed).toBe(2);
    expect(agent.messages.all).toHaveLength(0);
    expect(agent.faults.all).toHaveLength(0);
  });

  test("go on over a reload; new ones get the new certificate", async () => {
    const { agent, listener } = await listening();
    const { socket, peer } = await clientOf(listener);
    const names = ["byoc.example", "renewed.example"];
    folder.write("signalling", await makeCertificate({ authority, names }));
    expect(await certificates.refresh()).toBe(true);
    const later = await clientOf(listener);
    expect(commonName(later.socket)).toBe("DNS:byoc.example, DNS:renewed.example");
    socket.write(optionsRequest("a", "TLS"));
    const { source } = await agent.messages.next();
    agent.transport.send(
      agent.destination(listener, 1, { connectionId: source.connectionId }),
      Buffer.from("answer"),
    );
    expect(await peer.bytes(6)).toBe("answer");
  });
});

describe("streams that we open", () => {
  const send = (agent: TransportUnderTest, listener: Listener, port: number, serverName?: string) =>
    agent.transport.send(
      agent.destination(listener, port, serverName === undefined ? {} : { serverName }),
      Buffer.from("INVITE"),
    );

  test("name the gateway, are checked against that name, and are used again", async () => {
    const { agent, listener } = await listening();
    const { port, taken, names } = await gatewayWith(gateway);
    send(agent, listener, port, "gw.example");
    await until(() => taken.length === 1);
    const [first] = taken;
    if (first === undefined) throw new Error("no connection");
    const peer = TcpPeer.of(first);
    expect(await peer.bytes(6)).toBe("INVITE");
    expect(names).toEqual(["gw.example"]);
    send(agent, listener, port, "gw.example");
    // A Contact names the address alone: the same place of the same carrier.
    send(agent, listener, port);
    expect(await peer.bytes(18)).toBe("INVITEINVITEINVITE");
    expect(agent.transport.stats).toMatchObject({ outboundOpen: 1 });
    first.write(optionsRequest("a", "TLS"));
    const { source } = await agent.messages.next();
    expect(source).toMatchObject({ transport: "tls", peer: "carrier", port });
  });

  test("to an address are checked against the address, which stands in no SNI", async () => {
    const { agent, listener } = await listening();
    const { port, taken, names } = await gatewayWith(gateway);
    send(agent, listener, port);
    await until(() => taken.length === 1);
    expect(names).toEqual([false]);
  });

  test("show our own certificate where a gateway asks for one", async () => {
    const { agent, listener } = await listening();
    const asked = { requestCert: true, rejectUnauthorized: true, ca: authority.cert };
    const { port, taken } = await gatewayWith(gateway, asked);
    send(agent, listener, port, "gw.example");
    await until(() => taken.length === 1);
    const [first] = taken;
    expect(first && commonName(first)).toBe("DNS:byoc.example");
  });

  const refused: readonly [string, string, () => Promise<TestCertificate>, string][] = [
    [
      "of another name",
      "other.example",
      () => Promise.resolve(gateway),
      "ERR_TLS_CERT_ALTNAME_INVALID",
    ],
    [
      "that has expired",
      "gw.example",
      () =>
        makeCertificate({
          ...{ authority, names: ["gw.example"] },
          ...{ validFromMs: Date.now() - 2 * DAY_MS, validUntilMs: Date.now() - DAY_MS },
        }),
      "CERT_HAS_EXPIRED",
    ],
    [
      "that nobody we believe has signed",
      "gw.example",
      () => makeCertificate({ names: ["gw.example"] }),
      "DEPTH_ZERO_SELF_SIGNED_CERT",
    ],
  ];
  for (const [what, serverName, makePair, code] of refused) {
    test(`are closed at a certificate ${what}, with not one byte of the message sent`, async () => {
      const { agent, listener } = await listening();
      const { port, taken } = await gatewayWith(await makePair());
      const to = agent.destination(listener, port, { serverName });
      const error = await agent.failedSend(to, Buffer.from("INVITE"));
      expect(error).toMatchObject({ failure: "certificate-refused", systemCode: code });
      await until(() => agent.transport.stats.outboundOpen === 0);
      expect(taken.every((socket) => socket.bytesRead === 0)).toBe(true);
    });
  }

  test("to what speaks no TLS fail in the handshake, or in time", async () => {
    const { agent, listener } = await listening();
    const plain = TCP_LAYER.createServer((socket) => {
      socket.on("error", () => {});
      socket.write("SIP/2.0 400 Bad Request\r\n\r\n");
    });
    closing.push(() => plain.close());
    plain.listen(0, "127.0.0.1");
    await once(plain, "listening");
    const bound = plain.address();
    if (bound === null || typeof bound === "string") throw new Error("no port");
    const to = agent.destination(listener, bound.port, { serverName: "gw.example" });
    expect(await agent.failedSend(to, Buffer.from("INVITE"))).toMatchObject({
      failure: "handshake-failed",
    });
  });

  test("one name's stream is not used for another name at the same place", async () => {
    const { agent, listener } = await listening();
    const { port, taken } = await gatewayWith(gateway);
    send(agent, listener, port, "gw.example");
    await until(() => taken.length === 1);
    const other = agent.destination(listener, port, { serverName: "other.example" });
    expect(await agent.failedSend(other, Buffer.from("INVITE"))).toMatchObject({
      failure: "certificate-refused",
    });
  });
});
