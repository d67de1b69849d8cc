/** One question to one DNS server, by UDP or TCP: the socket is opened for it and closed after it. */
import { createSocket } from "node:dgram";
import { connect } from "node:net";
import type { DnsServer } from "./dns-servers";
import type { AskedQuestion, ReadAnswer } from "./read-answer";
import { readAnswer } from "./read-answer";

/** A message that answers the question; null: none came in time. */
export type Exchanged = Exclude<ReadAnswer, { kind: "foreign" }> | null;

/** Messages that are none of ours, on one socket, before it is given up: somebody is guessing. */
const MOST_FOREIGN = 16;
const MOST_TCP_BYTES = 65_535;

/**
 * By UDP from a port that the system draws for this question alone. The socket is connected: what does not come from
 * the server's own address and port is dropped by the system (RFC 5452 §9.1).
 */
export function exchangeByUdp(
  server: DnsServer,
  query: Uint8Array,
  question: AskedQuestion,
  timeoutMs: number,
): Promise<Exchanged> {
  return new Promise((resolve) => {
    const socket = createSocket(server.address.includes(":") ? "udp6" : "udp4");
    let foreign = 0;
    let isOver = false;
    const end = (result: Exchanged) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      socket.close();
      resolve(result);
    };
    const timer = setTimeout(() => end(null), timeoutMs);
    socket.on("error", () => end(null));
    socket.on("message", (bytes) => {
      const read = readAnswer(bytes, question);
      if (read.kind !== "foreign") end(read);
      else if (++foreign > MOST_FOREIGN) end(null);
    });
    socket.connect(server.port, server.address, () => {
      if (!isOver) socket.send(query);
    });
  });
}

/** By TCP, two bytes of length before each message (RFC 7766). */
export function exchangeByTcp(
  server: DnsServer,
  query: Uint8Array,
  question: AskedQuestion,
  timeoutMs: number,
): Promise<Exchanged> {
  return new Promise((resolve) => {
    const socket = connect({ host: server.address, port: server.port });
    let got: Buffer = Buffer.alloc(0);
    const end = (result: Exchanged) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => end(null), timeoutMs);
    socket.on("error", () => end(null));
    socket.on("close", () => end(null));
    socket.on("data", (bytes) => {
      got = Buffer.concat([got, bytes]);
      if (got.length < 2) return;
      const length = got.readUInt16BE(0);
      if (got.length > MOST_TCP_BYTES + 2) end(null);
      if (got.length < length + 2) return;
      const read = readAnswer(got.subarray(2, length + 2), question);
      end(read.kind === "foreign" ? null : read);
    });
    const length = Buffer.alloc(2);
    length.writeUInt16BE(query.length);
    socket.write(Buffer.concat([length, query]));
  });
}
