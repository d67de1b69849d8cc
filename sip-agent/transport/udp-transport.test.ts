/** Datagrams over real sockets on loopback: the same tests for both forms. */
import { afterEach, describe, expect, test } from "vitest";
import { type DatagramForm, loadDatagramModule } from "./datagram-module";
import { optionsRequest, TransportUnderTest, UdpPeer, until } from "./transport-under-test";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function peerOn(address: string) {
  const peer = await UdpPeer.open(address);
  closing.push(() => peer.close());
  return peer;
}

const isMissing = (form: DatagramForm) =>
  form === "batched" && typeof loadDatagramModule() === "string";

for (const form of ["plain", "batched"] as const) {
  describe.skipIf(isMissing(form))(`${form} datagrams`, () => {
    async function listening(text: string) {
      const agent = new TransportUnderTest({ datagrams: form });
      closing.push(() => agent.transport.close());
      return { agent, listener: await agent.listen(text) };
    }

    for (const [address, text] of [
      ["127.0.0.1", "udp://127.0.0.1:0"],
      ["::1", "udp://[::1]:0"],
    ] as const) {
      describe(`over ${text}`, () => {
        test("[RFC3261 §18.2.1] a request comes with the socket's word on its source, and the real port is reported", async () => {
          const { agent, listener } = await listening(text);
          expect(listener.port).toBeGreaterThan(0);
          const peer = await peerOn(address);
          peer.send(optionsRequest("a"), listener);
          const { message, source } = await agent.messages.next();
          expect(message.callId).toBe("a");
          expect(source).toMatchObject({
            address,
            port: peer.port,
            transport: "udp",
            peer: "carrier",
            connectionId: null,
          });
          expect(source.packed.family).toBe(listener.family);
          expect(source.listener).toEqual(listener);
        });

        test("[RFC3261 §18.2.2] a response leaves from the socket that the request came in on", async () => {
          const { agent, listener } = await listening(`${text},${text}`);
          const second = agent.transport.listeners[1];
          if (second === undefined) throw new Error("one listener only");
          const peer = await peerOn(address);
          for (const at of [second, listener]) {
            peer.send(optionsRequest("a"), at);
            const { source } = await agent.messages.next();
            agent.transport.send(
              agent.destination(source.listener, source.port),
              Buffer.from("answer"),
            );
            const { bytes, from } = await peer.datagrams.next();
            expect([bytes.toString(), from.address, from.port]).toEqual([
              "answer",
              address,
              at.port,
            ]);
          }
        });

        test("a message of 60,000 bytes goes both ways", async () => {
          const { agent, listener } = await listening(text);
          const peer = await peerOn(address);
          const large = optionsRequest("large", "UDP", "x".repeat(59_500));
          peer.send(large, listener);
          const { message } = await agent.messages.next();
          expect(message.body.length).toBe(59_500);
          agent.transport.send(agent.destination(listener, peer.port), large);
          expect((await peer.datagrams.next()).bytes.equals(large)).toBe(true);
        });
      });
    }

    describe("who is not let in", () => {
      test("gets no answer, is not parsed, and is counted, whatever it sends", async () => {
        const { agent, listener } = await listening("udp://127.0.0.1:0");
        const stranger = await peerOn("127.0.0.1");
        agent.onMessage = (_, source) =>
          agent.transport.send(agent.destination(listener, source.port), Buffer.from("answer"));
        agent.admit = () => null;
        const sent = [
          optionsRequest("a"),
          Buffer.from("rubbish"),
          Buffer.from("\r\n\r\n"),
          Buffer.alloc(0),
        ];
        for (const bytes of sent) {
          stranger.send(bytes, listener);
          const { origin } = await agent.admissions.next();
          expect(origin.port).toBe(stranger.port);
        }
        expect(agent.transport.stats).toMatchObject({
          datagramsIn: 4,
          datagramsRefused: 4,
          datagramsOut: 0,
        });
        // Let in, it gets exactly one answer: the first thing that ever came back.
        agent.admit = () => "carrier";
        stranger.send(optionsRequest("b"), listener);
        await stranger.datagrams.next();
        expect(stranger.datagrams.all).toHaveLength(1);
        expect(agent.messages.all).toHaveLength(1);
        expect(agent.faults.all).toHaveLength(0);
      });

      test("an `admit` that fails lets nobody in", async () => {
        const { agent, listener } = await listening("udp://127.0.0.1:0");
        const peer = await peerOn("127.0.0.1");
        agent.admit = () => {
          throw new Error("no access list");
        };
        peer.send(optionsRequest("a"), listener);
        expect((await agent.errors.next()).message).toBe("no access list");
        expect(agent.transport.stats.datagramsRefused).toBe(1);
      });
    });

    test("keep-alives are neither messages nor faults", async () => {
      const { agent, listener } = await listening("udp://127.0.0.1:0");
      const peer = await peerOn("127.0.0.1");
      for (const text of ["", "\r\n", "\r\n\r\n", "\0\0\0\0", "\r\n\r\n\r\n"]) {
        peer.send(Buffer.from(text), listener);
      }
      peer.send(optionsRequest("a"), listener);
      await agent.messages.next();
      expect(agent.transport.stats).toMatchObject({ keepAlives: 5, faults: 0 });
    });

    test("what does not parse is handed on with its fault", async () => {
      const { agent, listener } = await listening("udp://127.0.0.1:0");
      const peer = await peerOn("127.0.0.1");
      peer.send(Buffer.from("OPTIONS sip:x SIP/2.0\r\nrubbish\r\n\r\n"), listener);
      const { fault, source } = await agent.faults.next();
      expect([fault.code, source.port]).toEqual(["header-line", peer.port]);
      expect(agent.transport.stats.faults).toBe(1);
    });

    test("a layer above that throws is reported, and the next datagram is served", async () => {
      const { agent, listener } = await listening("udp://127.0.0.1:0");
      const peer = await peerOn("127.0.0.1");
      agent.onMessage = (message) => {
        if (message.callId === "a") throw new Error("a fault of ours");
      };
      peer.send(optionsRequest("a"), listener);
      peer.send(optionsRequest("b"), listener);
      expect((await agent.errors.next()).message).toBe("a fault of ours");
      expect((await agent.messages.next()).message.callId).toBe("b");
    });

    describe("a send that fails", () => {
      test("[RFC3261 §18.4] says so: more than a datagram holds", async () => {
        const { agent, listener } = await listening("udp://127.0.0.1:0");
        const error = await agent.failedSend(agent.destination(listener, 9), Buffer.alloc(70_000));
        expect(error).toMatchObject({ failure: "too-large", systemCode: "EMSGSIZE" });
      });

      test("[RFC3261 §18.4] says so: no way there, no such port, no address, closed", async () => {
        const { agent, listener } = await listening("udp://127.0.0.1:0");
        const bytes = Buffer.from("x");
        const send = (address: string, port: number) =>
          agent.failedSend(agent.destination(listener, port, { address }), bytes);
        expect((await send("::1", 5060)).failure).toBe("unreachable");
        expect((await send("127.0.0.1", 0)).failure).toBe("unreachable");
        expect((await send("127.0.0.1", 65_536)).failure).toBe("unreachable");
        expect((await send("pbx.example", 5060)).failure).toBe("unreachable");
        await agent.transport.close();
        expect((await send("127.0.0.1", 5060)).failure).toBe("unavailable");
        expect(agent.transport.stats.sendErrors).toBe(5);
      });

      test("is told after `send` has returned, and only once", async () => {
        const { agent, listener } = await listening("udp://127.0.0.1:0");
        let returned = false;
        let told = 0;
        await new Promise<void>((resolve) => {
          agent.transport.send(agent.destination(listener, 65_536), Buffer.from("x"), () => {
            told += 1;
            expect(returned).toBe(true);
            setImmediate(resolve);
          });
          returned = true;
        });
        expect(told).toBe(1);
      });
    });

    test("a sender that throws at the news of its failure is reported, and ends nothing", async () => {
      const { agent, listener } = await listening("udp://127.0.0.1:0,tcp://127.0.0.1:0");
      const stream = agent.transport.listeners[1];
      if (stream === undefined) throw new Error("one listener only");
      for (const from of [listener, stream]) {
        agent.transport.send(agent.destination(from, 65_536), Buffer.from("x"), () => {
          throw new Error("a fault of ours");
        });
        expect((await agent.errors.next()).message).toBe("a fault of ours");
      }
    });

    describe("listening", () => {
      test("on a port in use says which, and leaves nothing open", async () => {
        const { listener } = await listening("udp://127.0.0.1:0");
        const other = new TransportUnderTest({ datagrams: form });
        const taken = `udp://127.0.0.1:${listener.port}`;
        await expect(other.listen(`tcp://127.0.0.1:0,udp://[::1]:0,${taken}`)).rejects.toThrow(
          `cannot listen on ${taken}: EADDRINUSE`,
        );
        expect(other.transport.listeners).toEqual([]);
      });

      test("on TLS says that there is none yet", async () => {
        const agent = new TransportUnderTest({ datagrams: form });
        await expect(agent.listen("tls://127.0.0.1:0")).rejects.toThrow(
          "cannot listen on tls://127.0.0.1:0",
        );
      });

      test("can be closed twice", async () => {
        const { agent } = await listening("udp://127.0.0.1:0,tcp://127.0.0.1:0");
        await agent.transport.close();
        await agent.transport.close();
      });
    });

    test("many at once come whole and in order, both ways", async () => {
      const { agent, listener } = await listening("udp://127.0.0.1:0");
      const peer = await peerOn("127.0.0.1");
      const texts = Array.from({ length: 500 }, (_, count) =>
        optionsRequest(`call-${count}`, "UDP", "x".repeat(count * 3)),
      );
      agent.onMessage = (message, source) =>
        agent.transport.send(agent.destination(source.listener, source.port), message.bytes);
      for (const text of texts) peer.send(text, listener);
      for (const text of texts) {
        expect((await peer.datagrams.next()).bytes.equals(text)).toBe(true);
      }
      expect(agent.transport.stats).toMatchObject({
        datagramsIn: 500,
        datagramsOut: 500,
        sendErrors: 0,
      });
    });

    test("what was sent before closing arrives; its port is free afterwards", async () => {
      const { agent, listener } = await listening("udp://127.0.0.1:0");
      const peer = await peerOn("127.0.0.1");
      for (const text of ["a", "b"])
        agent.transport.send(agent.destination(listener, peer.port), Buffer.from(text));
      await agent.transport.close();
      const next = await listening(`udp://127.0.0.1:${listener.port}`);
      expect(next.listener.port).toBe(listener.port);
      const came = [await peer.datagrams.next(), await peer.datagrams.next()];
      expect(came.map(({ bytes }) => bytes.toString())).toEqual(["a", "b"]);
    });

    test("one that fails among others takes none of them with it", async () => {
      const { agent, listener } = await listening("udp://127.0.0.1:0");
      const peer = await peerOn("127.0.0.1");
      const told: string[] = [];
      const to = agent.destination(listener, peer.port);
      for (const bytes of ["a", "b"].map((text) => Buffer.from(text))) {
        agent.transport.send(to, Buffer.alloc(65_530), ({ systemCode }) =>
          told.push(systemCode ?? ""),
        );
        agent.transport.send(to, bytes, () => told.push("wrong"));
      }
      const came = [await peer.datagrams.next(), await peer.datagrams.next()];
      expect(came.map(({ bytes }) => bytes.toString())).toEqual(["a", "b"]);
      await until(() => told.length >= 2);
      expect(told).toEqual(["EMSGSIZE", "EMSGSIZE"]);
    });

    test("the transport knows what buffer the kernel gave", async () => {
      const { agent } = await listening("udp://127.0.0.1:0,udp://[::1]:0");
      const { datagramBufferBytes } = agent.transport.stats;
      expect(datagramBufferBytes).toBeGreaterThanOrEqual(65_536);
      expect(datagramBufferBytes).toBeLessThanOrEqual(4_194_304);
    });
  });
}
