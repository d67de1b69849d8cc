/** Streams that we open, sends that fail and the end of it all, over real sockets on loopback; time is virtual. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { TCP_LAYER } from "./stream-layer";
import type { Listener } from "./transport";
import { optionsRequest, TcpPeer, TransportUnderTest } from "./transport-under-test";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function listening(
  text = "tcp://127.0.0.1:0",
  options: ConstructorParameters<typeof TransportUnderTest>[0] = {},
) {
  const agent = new TransportUnderTest(options);
  closing.push(() => agent.transport.close());
  return { agent, listener: await agent.listen(text) };
}

async function peerOf(listener: Listener) {
  const peer = await TcpPeer.open(listener);
  closing.push(() => peer.socket.destroy());
  return peer;
}

/** A carrier's server: its port, and the connections it has taken. */
async function carrier(address = "127.0.0.1") {
  const connections: Socket[] = [];
  const server: Server = createServer((socket) => {
    socket.on("error", () => {});
    connections.push(socket);
  });
  server.listen(0, address);
  await once(server, "listening");
  closing.push(() => {
    for (const socket of connections) socket.destroy();
    server.close();
  });
  return { server, connections, port: (server.address() as AddressInfo).port };
}

describe("streams that we open", () => {
  test("[RFC3261 §18.1.1] one serves all sends to there, leaves from the listener's address, and brings the answers", async () => {
    const { agent, listener } = await listening("tcp://127.0.0.2:0");
    const { connections, port, server } = await carrier();
    const destination = agent.destination(listener, port, {
      address: "127.0.0.1",
      peer: "gateway's",
    });
    const accepted = once(server, "connection");
    agent.transport.send(destination, Buffer.from("one"));
    agent.transport.send(destination, Buffer.from("two"));
    await accepted;
    const far = TcpPeer.of(connections[0]!);
    expect(await far.bytes(6)).toBe("onetwo");
    expect(far.socket.remoteAddress).toBe("127.0.0.2");
    agent.transport.send(destination, Buffer.from("three"));
    expect(await far.bytes(11)).toBe("onetwothree");
    expect(agent.transport.stats).toMatchObject({ outboundOpen: 1, inboundOpen: 0 });

    far.socket.write(optionsRequest("a", "TCP"));
    const { source } = await agent.messages.next();
    expect(source).toMatchObject({ address: "127.0.0.1", port, peer: "gateway's", listener });
  });

  test("are shared with nobody: another peer, another listener and another port have their own", async () => {
    const { agent, listener } = await listening("tcp://127.0.0.1:0,tcp://127.0.0.1:0");
    const second = agent.transport.listeners[1];
    if (second === undefined) throw new Error("one listener only");
    const [here, there] = [await carrier(), await carrier()];
    const to = [
      agent.destination(listener, here.port),
      agent.destination(listener, here.port, { peer: "other carrier" }),
      agent.destination(second, here.port),
      agent.destination(listener, there.port),
    ];
    for (const destination of [...to, ...to]) agent.transport.send(destination, Buffer.from("x"));
    expect(agent.transport.stats.outboundOpen).toBe(4);
  });

  test("a named stream of another peer is not used", async () => {
    const { agent, listener } = await listening();
    const peer = await peerOf(listener);
    peer.socket.write(optionsRequest("a", "TCP"));
    const { source } = await agent.messages.next();
    const { connections, port, server } = await carrier();
    const accepted = once(server, "connection");
    const { connectionId } = source;
    agent.transport.send(
      agent.destination(listener, port, { connectionId, peer: "other carrier" }),
      Buffer.from("x"),
    );
    await accepted;
    expect(await TcpPeer.of(connections[0]!).bytes(1)).toBe("x");
    expect(peer.received).toBe("");
  });

  test("[RFC3261 §18.2.2] a response whose stream has gone goes to the address on a new one", async () => {
    const { agent, listener } = await listening();
    const peer = await peerOf(listener);
    peer.socket.write(optionsRequest("a", "TCP"));
    const { source } = await agent.messages.next();
    agent.transport.closeConnection(source.connectionId ?? -1);
    await peer.closed;
    const { connections, port, server } = await carrier();
    const accepted = once(server, "connection");
    const { connectionId } = source;
    agent.transport.send(agent.destination(listener, port, { connectionId }), Buffer.from("late"));
    await accepted;
    expect(await TcpPeer.of(connections[0]!).bytes(4)).toBe("late");
  });
});

describe("a send that fails", () => {
  test("[RFC3261 §18.4] a connection that is not made in time fails its sends", async () => {
    const never = {
      ...TCP_LAYER,
      connect: () => connect({ host: "nowhere.invalid", port: 1, lookup: () => {} }),
    };
    const { agent, listener } = await listening("tcp://127.0.0.1:0", { streamLayers: [never] });
    const failures = [1, 2].map((n) =>
      agent.failedSend(agent.destination(listener, 5060), Buffer.from(String(n))),
    );
    expect(agent.transport.stats.outboundOpen).toBe(1);
    agent.sweepAfter(2_999);
    expect(agent.transport.stats.outboundOpen).toBe(1);
    agent.sweepAfter(1);
    const errors = await Promise.all(failures);
    expect(errors.map(({ failure }) => failure)).toEqual(["connect-timeout", "connect-timeout"]);
    expect(agent.transport.stats.outboundOpen).toBe(0);
  });

  test("no more than so many are opened", async () => {
    const { agent, listener } = await listening("tcp://127.0.0.1:0", {
      limits: { outboundConnections: 1 },
    });
    const [here, there] = [await carrier(), await carrier()];
    agent.transport.send(agent.destination(listener, here.port), Buffer.from("x"));
    const error = await agent.failedSend(agent.destination(listener, there.port), Buffer.from("x"));
    expect(error.failure).toBe("connection-limit");
  });

  test("[RFC3261 §18.4] says so: nobody listens there", async () => {
    const { agent, listener } = await listening();
    const { port, server } = await carrier();
    server.close();
    await once(server, "close");
    const destination = agent.destination(listener, port);
    const errors = await Promise.all([
      agent.failedSend(destination, Buffer.from("one")),
      agent.failedSend(destination, Buffer.from("two")),
    ]);
    for (const error of errors) {
      expect(error).toMatchObject({ failure: "connect-failed", systemCode: "ECONNREFUSED" });
    }
    expect(agent.transport.stats).toMatchObject({ outboundOpen: 0, sendErrors: 2 });
  });

  test("[RFC3261 §18.4] says so: an address of ours that we do not have, a port out of range, no address", async () => {
    const { agent, listener } = await listening();
    const foreign = { ...listener, address: "192.0.2.77" };
    const bytes = Buffer.from("x");
    const failures = await Promise.all([
      agent.failedSend(agent.destination(listener, 9, { listener: foreign }), bytes),
      agent.failedSend(agent.destination(listener, 65_536), bytes),
      agent.failedSend(agent.destination(listener, 9, { address: "pbx.example" }), bytes),
      agent.failedSend(agent.destination(listener, 9, { transport: "tls" }), bytes),
    ]);
    expect(failures.map(({ failure }) => failure)).toEqual([
      "connect-failed",
      "connect-failed",
      "unavailable",
      "unavailable",
    ]);
  });

  test("a far end that does not read is sent so much and no more, and loses the stream in the end", async () => {
    const { agent, listener } = await listening("tcp://127.0.0.1:0", {
      limits: { backlogBytes: 200_000 },
    });
    const { connections, port, server } = await carrier();
    const accepted = once(server, "connection");
    const destination = agent.destination(listener, port);
    const failures: string[] = [];
    const bytes = Buffer.alloc(60_000);
    agent.transport.send(destination, bytes, ({ failure }) => failures.push(failure));
    await accepted;
    connections[0]?.pause();
    // As many as the kernel's buffers and our own bound take, which is a few megabytes.
    for (let sends = 0; sends < 1_000 && !failures.includes("backpressure"); sends++) {
      agent.transport.send(destination, bytes, ({ failure }) => failures.push(failure));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(failures).toContain("backpressure");
    expect(failures).not.toContain("connection-closed");
    agent.sweepAfter(300_000);
    const last = agent.failedSend(destination, Buffer.alloc(60_000));
    agent.transport.sweep(agent.nowMs);
    expect((await last).failure).toMatch(/connection-closed|backpressure/);
    await once(connections[0]!.resume(), "close");
    expect(failures).toContain("connection-closed");
  });

  test("[RFC3261 §18.4] says so: the stream is reset with bytes on it", async () => {
    const { agent, listener } = await listening("tcp://127.0.0.1:0", {
      limits: { backlogBytes: 64_000_000 },
    });
    const { connections, port, server } = await carrier();
    const accepted = once(server, "connection");
    const destination = agent.destination(listener, port);
    agent.transport.send(destination, Buffer.from("x"));
    await accepted;
    connections[0]?.write(optionsRequest("a", "TCP"));
    await agent.messages.next();
    connections[0]?.pause();
    const failed = agent.failedSend(destination, Buffer.alloc(32_000_000));
    connections[0]?.resetAndDestroy();
    expect((await failed).failure).toBe("connection-closed");
  });
});

test("closing ends every stream after what waits on it, and later sends fail", async () => {
  const { agent, listener } = await listening();
  const { connections, port, server } = await carrier();
  const accepted = once(server, "connection");
  const destination = agent.destination(listener, port);
  agent.transport.send(destination, Buffer.from("bye"));
  await accepted;
  const [inbound, outbound] = [await peerOf(listener), TcpPeer.of(connections[0]!)];
  await outbound.bytes(3);
  await agent.transport.close();
  await Promise.all([inbound.closed, outbound.closed]);
  expect(outbound.received).toBe("bye");
  expect(agent.transport.stats).toMatchObject({ inboundOpen: 0, outboundOpen: 0 });
  expect((await agent.failedSend(destination, Buffer.from("x"))).failure).toBe("unavailable");
});
