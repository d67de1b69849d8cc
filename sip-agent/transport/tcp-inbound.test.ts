/** Streams that peers open, over real sockets on loopback; time is virtual. */
import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { Listener } from "./transport";
import { optionsRequest, TcpPeer, TransportUnderTest, until } from "./transport-under-test";

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

  for (const [what, headers, code] of [
    ["201 headers", "X-Filler: x\r\n".repeat(201), "too-many-headers"],
    ["a header over 8 kB", `X-Filler: ${"x".repeat(8_192)}\r\n`, "header-too-long"],
    ["more than 64 kB", `X-Filler: ${"x".repeat(8_000)}\r\n`.repeat(9), "message-too-large"],
  ] as const) {
    test(`${what} in a message end the stream`, async () => {
      const { agent, listener } = await listening();
      const peer = await peerOf(listener);
      const text = optionsRequest("a", "TCP").toString();
      peer.socket.write(text.replace("Max-Forwards", `${headers}Max-Forwards`));
      const { fault } = await agent.faults.next();
      expect([fault.code, fault.fatal]).toEqual([code, true]);
      await peer.closed;
      expect(agent.messages.all).toHaveLength(0);
    });
  }

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
});

describe("how many", () => {
  test("messages beyond a stream's share wait until the next second, and none is lost", async () => {
    const { agent, listener } = await listening("tcp://127.0.0.1:0", {
      limits: { messagesPerSweep: 3 },
    });
    const peer = await peerOf(listener);
    for (let n = 1; n <= 3; n++) {
      peer.socket.write(optionsRequest(`m${n}`, "TCP"));
      await agent.messages.next();
    }
    expect(agent.transport.stats.streamPauses).toBe(1);
    peer.socket.write(optionsRequest("m4", "TCP"));
    // Another stream is read meanwhile: what the first sent has had its time to arrive.
    const other = await peerOf(listener);
    other.socket.write(optionsRequest("other", "TCP"));
    expect((await agent.messages.next()).message.callId).toBe("other");
    agent.sweepAfter(1_000);
    expect((await agent.messages.next()).message.callId).toBe("m4");
    expect(agent.transport.stats).toMatchObject({ streamPauses: 1, inboundOpen: 2 });
  });

  test("one peer has its share of connections, from however many addresses", async () => {
    const { agent, listener } = await listening("tcp://127.0.0.1:0,tcp://[::1]:0", {
      limits: { inboundConnectionsPerPeer: 2 },
    });
    const ipv6 = agent.transport.listeners[1];
    if (ipv6 === undefined) throw new Error("one listener only");
    const first = await peerOf(listener);
    await agent.admissions.next();
    await peerOf(ipv6);
    await agent.admissions.next();
    await (await peerOf(ipv6)).closed;
    await agent.admissions.next();
    expect(agent.transport.stats).toMatchObject({ inboundOpen: 2, connectionsOverLimit: 1 });
    first.socket.end();
    await first.closed;
    await until(() => agent.transport.stats.inboundOpen === 1);
    const again = await peerOf(ipv6);
    again.socket.write(optionsRequest("a", "TCP"));
    expect((await agent.messages.next()).message.callId).toBe("a");
  });

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
});
