/** What no loopback brings about: a kernel that takes no more datagrams, and errors of single ones. */
import os from "node:os";
import { expect, test } from "vitest";
import { openBatchedListener } from "./batched-datagram-listener";
import type { DatagramHandler } from "./datagram-listener";
import type { DatagramModule, NativeListener } from "./datagram-module";
import type { Destination, Listener, SendError } from "./transport";

const { EPERM, ENETDOWN } = os.constants.errno;
const URL = { transport: "udp", address: "127.0.0.1", family: 4, port: 5060 } as const;
const LISTENER: Listener = { id: 0, ...URL };
const TO: Destination = {
  transport: "udp",
  address: "127.0.0.2",
  port: 5062,
  listener: LISTENER,
  connectionId: null,
  peer: "carrier",
};

/** A kernel that takes as many as it is told, and keeps what it took. */
class FakeKernel implements DatagramModule {
  readonly memory = new ArrayBuffer(4_460_544);
  readonly table = new Uint32Array(this.memory, 2_048, 512);
  readonly sent: string[] = [];
  readonly errnoOf = new Map<string, number>();
  room = Number.POSITIVE_INFINITY;
  awaited = 0;
  closed = 0;
  onEvent: (came: number, isWritable: boolean) => void = () => {};

  open(...args: Parameters<DatagramModule["open"]>): NativeListener {
    this.onEvent = args[4];
    return { memory: this.memory, port: args[1], receiveBufferBytes: args[3] };
  }

  send(_: NativeListener, count: number): number {
    let at = 4_198_400;
    for (let row = 0; row < count; row++) {
      if (this.room === 0) return row;
      this.room -= 1;
      const length = this.table[row * 8] ?? 0;
      const text = Buffer.from(this.memory, at, length).toString();
      at += length;
      const errno = this.errnoOf.get(text) ?? 0;
      this.table[row * 8 + 7] = errno;
      if (errno === 0) this.sent.push(text);
    }
    return count;
  }

  awaitWritable(): number {
    this.awaited += 1;
    return 0;
  }

  close(): void {
    this.closed += 1;
  }
}

async function opened() {
  const kernel = new FakeKernel();
  const errors: Error[] = [];
  const received: string[] = [];
  const handler: DatagramHandler = {
    onDatagram: (bytes, address, port) => received.push(`${bytes} from ${address} port ${port}`),
    onSendError: (error, onError) => onError?.(error),
    onSocketError: (error) => errors.push(error),
  };
  const listener = await openBatchedListener(URL, 65_536, handler, kernel);
  const failures: string[] = [];
  const send = (text: string) =>
    listener.send(Buffer.from(text), TO, (error: SendError) =>
      failures.push(`${text}: ${error.failure} ${error.systemCode}`),
    );
  return { kernel, listener, send, failures, errors, received };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const names = (count: number) => Array.from({ length: count }, (_, index) => `d${index}`);

test("a kernel that takes no more is waited for, and nothing is lost or overtaken", async () => {
  const { kernel, send, failures } = await opened();
  kernel.room = 70;
  for (const name of names(200)) send(name);
  expect(kernel.sent).toEqual([]);
  await turn();
  expect([kernel.sent.length, kernel.awaited]).toEqual([70, 1]);
  send("d200");
  await turn();
  expect([kernel.sent.length, kernel.awaited]).toEqual([70, 1]);
  kernel.room = 10;
  kernel.onEvent(0, true);
  expect([kernel.sent.length, kernel.awaited]).toEqual([80, 2]);
  kernel.room = Number.POSITIVE_INFINITY;
  kernel.onEvent(0, true);
  expect(kernel.sent).toEqual(names(201));
  expect(failures).toEqual([]);
});

test("more than 4,096 that wait fail with backpressure; there is room again afterwards", async () => {
  const { kernel, send, failures } = await opened();
  kernel.room = 0;
  for (const name of names(4_098)) send(name);
  await turn();
  expect(failures).toEqual(["d4096: backpressure ENOBUFS", "d4097: backpressure ENOBUFS"]);
  kernel.room = Number.POSITIVE_INFINITY;
  kernel.onEvent(0, true);
  expect(kernel.sent).toEqual(names(4_096));
  send("later");
  await turn();
  expect(kernel.sent.at(-1)).toBe("later");
});

test("4 MiB that wait are enough", async () => {
  const { kernel, listener, failures } = await opened();
  kernel.room = 0;
  for (let count = 0; count < 70; count++) {
    listener.send(Buffer.alloc(65_000), TO, (error) => failures.push(error.failure));
  }
  await turn();
  expect(failures).toHaveLength(70 - Math.floor(4_194_304 / 65_000));
});

test("the errors of single datagrams are told to their own senders", async () => {
  const { kernel, send, failures } = await opened();
  kernel.errnoOf.set("d1", EPERM).set("d70", ENETDOWN);
  for (const name of names(80)) send(name);
  await turn();
  await turn();
  expect(kernel.sent).toHaveLength(78);
  expect(failures).toEqual(["d1: unreachable EPERM", "d70: unreachable ENETDOWN"]);
});

test("closing tells whoever still waits, once", async () => {
  const { kernel, listener, send, failures } = await opened();
  kernel.room = 1;
  for (const name of names(3)) send(name);
  await listener.close();
  await listener.close();
  await turn();
  expect([kernel.sent, kernel.closed]).toEqual([["d0"], 1]);
  expect(failures).toEqual(["d1: unavailable null", "d2: unavailable null"]);
});

test("an error of the socket is told, and so is a link's own address with its zone", async () => {
  const { kernel, errors, received } = await opened();
  kernel.onEvent(-ENETDOWN, false);
  expect(errors.map(({ message }) => message)).toEqual(["datagram socket: ENETDOWN"]);
  const rows = new Uint32Array(kernel.memory, 0, 512);
  rows.set([2, 5060, 0, 0xffff_fffe, 0, 0, 0, 0, 3, 65_535, 7, 0x7f00_0001, 0, 0, 0, 0]);
  Buffer.from(kernel.memory, 4_096, 5).write("abxyz");
  kernel.onEvent(2, false);
  expect(received).toEqual([
    "ab from 255.255.255.254 port 5060",
    "xyz from 127.0.0.1%7 port 65535",
  ]);
});
