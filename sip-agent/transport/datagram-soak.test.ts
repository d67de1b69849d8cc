/** 200,000 datagrams of random sizes there and back through the native module: all whole, and memory and sockets back. */
import { readdirSync, readlinkSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { openBatchedListener } from "./batched-datagram-listener";
import type { DatagramListener } from "./datagram-listener";
import { loadDatagramModule } from "./datagram-module";
import type { Destination } from "./transport";

const DATAGRAMS = 200_000;
/** On the way at once: what the smallest receive buffer holds. */
const WINDOW = 64;
const URL = { transport: "udp", address: "127.0.0.1", family: 4, port: 0 } as const;

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}

function socketCount(): number {
  return readdirSync("/proc/self/fd").filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith("socket:");
    } catch {
      return false; // the one that the directory was read with
    }
  }).length;
}

function destinationOf({ port }: DatagramListener): Destination {
  const listener = { id: 0, ...URL };
  const { transport, address } = URL;
  return { transport, address, port, listener, connectionId: null, peer: "soak" };
}

/** The size is drawn from the number: seldom the largest, mostly a SIP message's. */
function datagram(number: number): Buffer {
  if (number % 5_000 === 0) return Buffer.alloc(60_000, number % 251);
  return Buffer.alloc(Math.imul(number, 0x9e3779b1) >>> 21, number % 251);
}

async function soak(): Promise<{ wrong: number; errors: number }> {
  let wrong = 0;
  let errors = 0;
  let begun = 0;
  let ended = 0;
  let finish: () => void = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const onSendError = () => {
    errors += 1;
  };
  const onSocketError = onSendError;
  let toSource: Destination | null = null;
  const echo = await openBatchedListener(URL, 4_194_304, {
    onDatagram: (bytes) => toSource && echo.send(bytes, toSource, undefined),
    onSendError,
    onSocketError,
  });
  const source = await openBatchedListener(URL, 4_194_304, {
    onDatagram: (bytes) => {
      if (!bytes.equals(datagram(ended))) wrong += 1;
      ended += 1;
      if (ended === DATAGRAMS) finish();
      else if (begun < DATAGRAMS) begin();
    },
    onSendError,
    onSocketError,
  });
  toSource = destinationOf(source);
  const toEcho = destinationOf(echo);
  const begin = () => {
    source.send(datagram(begun), toEcho, undefined);
    begun += 1;
  };
  while (begun < WINDOW) begin();
  await finished;
  await Promise.all([source.close(), echo.close()]);
  return { wrong, errors };
}

test.skipIf(typeof loadDatagramModule() === "string")(
  "200,000 datagrams come back whole, and nothing is left of them",
  async () => {
    const sockets = socketCount();
    collectGarbage();
    const before = process.memoryUsage();
    expect(await soak()).toEqual({ wrong: 0, errors: 0 });
    // Finalizers run in turns of the loop of their own.
    for (let round = 0; round < 5; round++) {
      collectGarbage();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const after = process.memoryUsage();
    expect(socketCount()).toBe(sockets);
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(1_000_000);
    expect(after.heapUsed - before.heapUsed).toBeLessThan(8_000_000);
  },
  60_000,
);
