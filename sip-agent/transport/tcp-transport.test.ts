/** Streams over real sockets on loopback; time is virtual. */
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

/** Lets the loop turn until the socket layer has brought it about. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

describe("messages on a stream", () => {
  for (const text of ["tcp://127.0.0.1:0", "tcp://[::1]:0"]) {
    test(`[RFC3261 §18.3] over ${text}: byte by byte, two in one, and the answer on the same stream`, async () => {
      const { agent, listener } = await listening(text);
      const peer = await peerOf(listener);
      const first = optionsRequest("a", "TCP", "body");
      for (const byte of first) {
        await new Promise((resolve) => peer.socket.write(Buffer.of(byte), resolve));
      }
      const { message, source } = await agent.messages.next();
      expect(message.bytes.equals(first)).toBe(true);
      expect(source).toMatchObject({
        address: listener.address,
        transport: "tcp",
        peer: "carrier",
      });
      expect(source.port).toBe(peer.socket.localPort);

      peer.socket.write(Buffer.concat([optionsRequest("b", "TCP"), optionsRequest("c", "TCP")]));
      expect((await agent.messages.next()).message.callId).toBe("b");
      expect((await agent.messages.next()).message.callId).toBe("c");

      const { connectionId } = source;
      agent.transport.send(
        agent.destination(listener, 5060, { connectionId }),
        Buffer.from("answer"),
      );
      expect(await peer.bytes(6)).toBe("answer");
      expect(agent.transport.stats).toMatchObject({
        inboundOpen: 1,
        outboundOpen: 0,
        streamMessagesIn: 3,
      });
    });
  }

  test("a message of 64 kB goes both ways", async () => {
    const { agent, listener } = await listening();
    const peer = await peerOf(listener);
    const large = optionsRequest("a", "TCP", "x".repeat(65_000));
    peer.socket.write(large);
    const { message, source } = await agent.messages.next();
    expect(message.bytes.equals(large)).toBe(true);
    const { connectionId } = source;
    agent.transport.send(agent.destination(listener, 1, { connectionId }), large);
    expect(await peer.bytes(large.length)).toBe(large.toString("latin1"));
  });

  test("[RFC5626 §4.4.1] a double CRLF is answered with one", async () => {
    const { agent, listener } = await listening();
    const peer = await peerOf(listener);
    peer.socket.write("\r\n\r\n");
    expect(await peer.bytes(2)).toBe("\r\n");
    expect(agent.transport.stats.keepAlives).toBe(1);
  });
});

describe("who is not let in", () => {
  test("has the connection closed at once, with no byte, whatever it sends", async () => {
    const { agent, listener } = await listening();
    agent.admit = () => null;
    const stranger = await peerOf(listener);
    stranger.socket.write(optionsRequest("a", "TCP"));
    await stranger.closed;
    expect(stranger.received).toBe("");
    // Asked once, before anything was read.
    expect(agent.admissions.all.map(({ bytes }) => bytes)).toEqual([null]);
    expect(agent.transport.stats).toMatchObject({
      connectionsRefused: 1,
      inboundOpen: 0,
      streamMessagesIn: 0,
    });
  });

  test("is asked again with every message: off the list, the stream is destroyed with no byte", async () => {
    const { agent, listener } = await listening();
    const peer = await peerOf(listener);
    peer.socket.write(optionsRequest("a", "TCP"));
    await agent.messages.next();
    agent.admit = () => null;
    peer.socket.write(optionsRequest("b", "TCP"));
    await peer.closed;
    expect(peer.received).toBe("");
    expect(agent.messages.all).toHaveLength(1);
    expect(agent.transport.stats.streamChunksRefused).toBe(1);
  });

  test("an address that has gone over to another carrier does not keep its stream", async () => {
    const { agent, listener } = await listening();
    const peer = await peerOf(listener);
    peer.socket.write(optionsRequest("a", "TCP"));
    await agent.messages.next();
    agent.admit = () => "other carrier";
    peer.socket.write(optionsRequest("b", "TCP"));
    await peer.closed;
    expect(agent.messages.all).toHaveLength(1);
  });

  test("a change of the lists closes the streams that it concerns, and no others", async () => {
    const { agent, listener } = await listening("tcp://127.0.0.1:0,tcp://[::1]:0");
    const ipv6 = agent.transport.listeners[1];
    if (ipv6 === undefined) throw new Error("one listener only");
    const [removed, kept] = [await peerOf(listener), await peerOf(ipv6)];
    for (const peer of [removed, kept]) {
      peer.socket.write(optionsRequest("a", "TCP"));
      await agent.messages.next();
    }
    agent.admit = ({ address }) => (address === "::1" ? "carrier" : null);
    agent.transport.recheck();
    await removed.closed;
    kept.socket.write(optionsRequest("b", "TCP"));
    expect((await agent.messages.next()).message.callId).toBe("b");
  });
});

describe("what does not parse", () => {
  test("[RFC3261 §18.3] on a fault that loses the frame the answer is sent, then the stream ended", async () => {
    const { agent, listener } = await listening();
    agent.onFault = ({ connectionId }) =>
      agent.transport.send(agent.destination(listener, 1, { connectionId }), Buffer.from("400"));
    const peer = await peerOf(listener);
    const noLength = optionsRequest("a", "TCP").toString().replace("Content-Length: 0\r\n", "");
    peer.socket.write(noLength + optionsRequest("b", "TCP").toString());
    await peer.closed;
    expect(peer.received).toBe("400");
    const { fault } = await agent.faults.next();
    expect(fault.code).toBe("content-length-missing");
    expect(agent.messages.all).toHaveLength(0);
  });

  test("a far end that does not close its side after that is cut off", async () => {
    const { agent, listener } = await listening();
    const socket = connect({ port: listener.port, host: listener.address, allowHalfOpen: true });
    closing.push(() => socket.destroy());
    socket.on("error", () => {});
    socket.resume();
    const ended = once(socket, "end");
    socket.write("rubbish that is no SIP\r\n\r\n");
    await ended;
    expect(agent.transport.stats.inboundOpen).toBe(1);
    agent.sweepAfter(2_000);
    await until(() => agent.transport.stats.inboundOpen === 0);
  });
});

describe("streams that last too long", () => {
  test("a message that drips is cut off, however steadily", async () => {
    const { agent, listener } = await listening();
    const peer = await peerOf(listener);
    const slow = optionsRequest("a", "TCP");
    let drops = 0;
    while (agent.transport.stats.partialClosed === 0) {
      peer.socket.write(slow.subarray(drops, drops + 1));
      drops += 1;
      await agent.admissions.next();
      if (drops === 1) await agent.admissions.next(); // The first was the connection's.
      agent.sweepAfter(1_000);
    }
    await peer.closed;
    expect(drops).toBe(10);
    expect(peer.received).toBe("");
  });

  test("the time of a message begins with its own first byte", async () => {
    const { agent, listener } = await listening();
    const peer = await peerOf(listener);
    const [first, second] = [optionsRequest("a", "TCP"), optionsRequest("b", "TCP")];
    peer.socket.write(first.subarray(0, 20));
    await agent.admissions.next();
    await agent.admissions.next();
    agent.sweepAfter(9_000);
    peer.socket.write(Buffer.concat([first.subarray(20), second.subarray(0, 20)]));
    await agent.messages.next();
    agent.sweepAfter(9_000);
    peer.socket.write(second.subarray(20));
    await agent.messages.next();
    agent.sweepAfter(20_000);
    expect(agent.transport.stats).toMatchObject({ partialClosed: 0, inboundOpen: 1 });
  });

  test("an idle stream is closed; bytes either way keep it", async () => {
    const { agent, listener } = await listening("tcp://127.0.0.1:0", {
      limits: { idleMs: 60_000 },
    });
    const peer = await peerOf(listener);
    peer.socket.write(optionsRequest("a", "TCP"));
    const { source } = await agent.messages.next();
    agent.sweepAfter(59_000);
    const { connectionId } = source;
    agent.transport.send(agent.destination(listener, 1, { connectionId }), Buffer.from("answer"));
    await peer.bytes(6);
    agent.sweepAfter(59_000);
    peer.socket.write("\r\n\r\n");
    await peer.bytes(8);
    agent.sweepAfter(59_000);
    expect(agent.transport.stats.idleClosed).toBe(0);
    agent.sweepAfter(1_000);
    await peer.closed;
    expect(agent.transport.stats.idleClosed).toBe(1);
  });

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
});

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

describe("how many", () => {
  test("one address has its share of connections, and all together theirs", async () => {
    const { agent, listener } = await listening("tcp://127.0.0.1:0,tcp://[::1]:0", {
      limits: { inboundConnections: 3, inboundConnectionsPerAddress: 2 },
    });
    const ipv6 = agent.transport.listeners[1];
    if (ipv6 === undefined) throw new Error("one listener only");
    const open = async (to: Listener) => {
      const peer = await peerOf(to);
      await agent.admissions.next();
      return peer;
    };
    const first = await open(listener);
    await open(listener);
    await (await open(listener)).closed;
    await open(ipv6);
    await (await open(ipv6)).closed;
    expect(agent.transport.stats).toMatchObject({ inboundOpen: 3, connectionsOverLimit: 2 });

    first.socket.write("rubbish that is no SIP\r\n\r\n");
    await first.closed;
    await agent.admissions.next();
    await until(() => agent.transport.stats.inboundOpen === 2);
    const again = await open(listener);
    again.socket.write(optionsRequest("a", "TCP"));
    expect((await agent.messages.next()).message.callId).toBe("a");
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
