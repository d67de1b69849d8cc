/** What moving datagrams costs: processor seconds per 100,000 through a relay that parses nothing, in each form, at fixed rates. */
import { type ChildProcess, fork } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { openDatagramListener } from "@/sip-agent/transport/datagram-listener";
import { loadDatagramModule } from "@/sip-agent/transport/datagram-module";
import type { Destination } from "@/sip-agent/transport/transport";

const FORMS = ["dgram", "plain", "batched"] as const;
type Form = (typeof FORMS)[number];

const BYTES = 600;
const SECONDS = 2;
const TURNS = 5;
/** Datagrams a second; a call is six. */
const RATES = [6_000, 15_000, 40_000];
const BUFFER_BYTES = 4_194_304;
const URL = { transport: "udp", address: "127.0.0.1", family: 4, port: 0 } as const;

interface Usage {
  readonly seconds: number;
  readonly received: number;
}

/** In a process of its own: sends on whatever comes, to the port that it is told. */
async function relay(form: Form): Promise<void> {
  let received = 0;
  let target = 0;
  const count = (bytes: Buffer, send: (bytes: Buffer, port: number) => void) => {
    received += 1;
    send(bytes, target);
  };
  const port = form === "dgram" ? await relayOnDgram(count) : await relayOnListener(form, count);
  let begun = process.cpuUsage();
  process.on("message", (message: number | "usage" | "end") => {
    if (message === "end") process.exit(0);
    if (message !== "usage") {
      target = message;
      received = 0;
      begun = process.cpuUsage();
      process.send?.("begun");
      return;
    }
    const { user, system } = process.cpuUsage(begun);
    process.send?.({ seconds: (user + system) / 1e6, received } satisfies Usage);
  });
  process.send?.(port);
}

type Count = (bytes: Buffer, send: (bytes: Buffer, port: number) => void) => void;

/** As anyone would write it. */
async function relayOnDgram(count: Count): Promise<number> {
  const socket = createSocket({ type: "udp4", recvBufferSize: BUFFER_BYTES });
  const send = (bytes: Buffer, port: number) => socket.send(bytes, port, URL.address, () => {});
  socket.on("message", (bytes) => count(bytes, send));
  socket.bind(0, URL.address);
  await once(socket, "listening");
  return socket.address().port;
}

async function relayOnListener(form: "plain" | "batched", count: Count): Promise<number> {
  let destination: Destination | null = null;
  const send = (bytes: Buffer, port: number) => {
    if (destination?.port === port) {
      listener.send(bytes, destination, undefined);
      return;
    }
    destination = {
      transport: "udp",
      address: URL.address,
      port,
      listener: { id: 0, ...URL },
      connectionId: null,
      peer: "bench",
    };
    listener.send(bytes, destination, undefined);
  };
  const onError = (error: Error) => console.error(error.message);
  const listener = await openDatagramListener(form, URL, BUFFER_BYTES, {
    onDatagram: (bytes) => count(bytes, send),
    onSendError: onError,
    onSocketError: onError,
  });
  return listener.port;
}

/** Sends at the rate, in steps of a millisecond and, like SIP, in small clumps; answers what the relay took for it. */
async function run(child: ChildProcess, port: number, rate: number): Promise<Usage> {
  const sink = createSocket({ type: "udp4", recvBufferSize: BUFFER_BYTES });
  sink.bind(0, URL.address);
  await once(sink, "listening");
  const told = once(child, "message");
  child.send(sink.address().port);
  await told;
  const source = await openDatagramListener(SOURCE_FORM, URL, BUFFER_BYTES, {
    onDatagram: () => {},
    onSendError: (error) => console.error(error.message),
    onSocketError: (error) => console.error(error.message),
  });
  const to: Destination = {
    transport: "udp",
    address: URL.address,
    port,
    listener: { id: 0, ...URL },
    connectionId: null,
    peer: "bench",
  };
  const bytes = Buffer.alloc(BYTES, "x");
  const begun = performance.now();
  let sent = 0;
  while (sent < rate * SECONDS) {
    const due = Math.min(((performance.now() - begun) / 1_000) * rate, rate * SECONDS);
    for (; sent < due; sent++) source.send(bytes, to, undefined);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  const answer = once(child, "message");
  child.send("usage");
  const [usage] = (await answer) as [Usage];
  await source.close();
  sink.close();
  return usage;
}

async function measure(form: Form, rate: number): Promise<number> {
  const child = fork(fileURLToPath(import.meta.url), [form]);
  const [port] = (await once(child, "message")) as [number];
  // The first run is for the compiler.
  await run(child, port, Math.min(rate, 10_000));
  const usage = await run(child, port, rate);
  child.send("end");
  await once(child, "exit");
  const lost = rate * SECONDS - usage.received;
  if (lost > 0) console.log(`${form} at ${rate}/s: ${lost} of ${rate * SECONDS} did not arrive`);
  return (usage.seconds / usage.received) * 100_000;
}

const SOURCE_FORM = typeof loadDatagramModule() === "string" ? "plain" : "batched";

async function main(): Promise<void> {
  const forms = FORMS.filter((form) => form !== "batched" || SOURCE_FORM === "batched");
  if (SOURCE_FORM === "plain") console.log(loadDatagramModule());
  console.log(
    `Processor seconds (user + system) per 100,000 datagrams of ${BYTES} bytes received and sent on; median of ${TURNS} turns`,
  );
  console.log(["rate/s".padStart(8), ...forms.map((form) => form.padStart(9))].join(" "));
  for (const rate of RATES) {
    const seconds = new Map<Form, number[]>(forms.map((form) => [form, []]));
    for (let turn = 0; turn < TURNS; turn++) {
      for (const form of forms) seconds.get(form)?.push(await measure(form, rate));
    }
    const medians = forms.map((form) => {
      const sorted = (seconds.get(form) ?? []).sort((a, b) => a - b);
      return (sorted[Math.floor(TURNS / 2)] ?? Number.NaN).toFixed(2).padStart(9);
    });
    console.log([String(rate).padStart(8), ...medians].join(" "));
  }
}

const form = FORMS.find((name) => name === process.argv[2]);
if (form !== undefined && process.send) await relay(form);
else await main();
