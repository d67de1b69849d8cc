/** Requests to a peer that came over a stream of its own: they go back over it while it is open, and over nobody else's. */
import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { optionsRequest, TcpPeer, TransportUnderTest, until } from "./transport-under-test";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** An agent, and a peer whose message has come over a stream from `port`. */
async function called() {
  const agent = new TransportUnderTest();
  closing.push(() => agent.transport.close());
  const listener = await agent.listen("tcp://127.0.0.1:0");
  const peer = await TcpPeer.open(listener);
  closing.push(() => peer.socket.destroy());
  peer.socket.write(optionsRequest("a", "TCP"));
  const { source } = await agent.messages.next();
  return { agent, listener, peer, port: source.port };
}

test("a request to where a stream came from goes over that stream", async () => {
  const { agent, listener, peer, port } = await called();
  // No connection is named: the request belongs to a dialog that the stream began long ago.
  agent.transport.send(agent.destination(listener, port), Buffer.from("BYE"));
  expect(await peer.bytes(3)).toBe("BYE");
  expect(agent.transport.stats).toMatchObject({ inboundOpen: 1, outboundOpen: 0 });
});

test("but not if it is meant for another carrier at the same place", async () => {
  const { agent, listener, peer, port } = await called();
  const error = await agent.failedSend(
    agent.destination(listener, port, { peer: "other carrier" }),
    Buffer.from("BYE"),
  );
  expect(error.failure).toBe("connect-failed");
  expect(peer.received).toBe("");
});

test("nor if it is meant for another port: that is a new connection", async () => {
  const { agent, listener, peer } = await called();
  const server = createServer();
  closing.push(() => server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  const accepted = once(server, "connection");
  agent.transport.send(agent.destination(listener, bound.port), Buffer.from("BYE"));
  const far = TcpPeer.of((await accepted)[0]);
  closing.push(() => far.socket.destroy());
  expect(await far.bytes(3)).toBe("BYE");
  expect(peer.received).toBe("");
});

test("what goes back to where a call came from finds the stream by the port that its Via names", async () => {
  const agent = new TransportUnderTest();
  closing.push(() => agent.transport.close());
  const listener = await agent.listen("tcp://127.0.0.1:0");
  const peer = await TcpPeer.open(listener);
  closing.push(() => peer.socket.destroy());
  // Nobody listens there.
  peer.socket.write(
    optionsRequest("a", "TCP").toString().replace("pbx.example;", "pbx.example:9;"),
  );
  await agent.messages.next();
  const back = agent.destination(listener, 9, { isReturn: true });
  agent.transport.send(back, Buffer.from("BYE"));
  expect(await peer.bytes(3)).toBe("BYE");
  for (const other of [{ peer: "other carrier", isReturn: true }, {}]) {
    const failed = agent.failedSend(agent.destination(listener, 9, other), Buffer.from("BYE"));
    expect((await failed).failure).toBe("connect-failed");
  }
  peer.socket.destroy();
  await until(() => agent.transport.stats.inboundOpen === 0);
  expect((await agent.failedSend(back, Buffer.from("BYE"))).failure).toBe("connect-failed");
});

test("and once the stream has gone, it is not found any more", async () => {
  const { agent, listener, peer, port } = await called();
  peer.socket.destroy();
  await until(() => agent.transport.stats.inboundOpen === 0);
  const error = await agent.failedSend(agent.destination(listener, port), Buffer.from("BYE"));
  expect(error.failure).toBe("connect-failed");
});
