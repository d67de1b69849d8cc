/** The native module that moves datagrams by the batch, where it was built: see native/datagram.c. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** How datagrams are moved: one a system call through `node:dgram`, or up to 64 through the native module. */
export type DatagramForm = "plain" | "batched";
/** `auto`: batched where the module is there and can be loaded. */
export type DatagramSetting = "auto" | DatagramForm;

/** One open socket. `memory` holds tables and bytes, laid out as native/udp-batch.h says. */
export interface NativeListener {
  readonly memory: ArrayBuffer;
  readonly port: number;
  readonly receiveBufferBytes: number;
}

export interface DatagramModule {
  /** A listener, or a negative errno. `onEvent` is told rows received (or a negative errno), and that sends may go on. */
  open(
    address: string,
    port: number,
    isIpv6: boolean,
    bufferBytes: number,
    onEvent: (came: number, isWritable: boolean) => void,
  ): NativeListener | number;
  /** Sends the first rows of the sending table. Answers how many are done with, failed ones among them. */
  send(listener: NativeListener, count: number): number;
  awaitWritable(listener: NativeListener): number;
  close(listener: NativeListener): void;
}

/** Beside the bundle, or seen from this file's own place. */
const PLACES = ["./datagram.node", "../../dist/datagram.node"];

let loaded: DatagramModule | string | undefined;

/** The module, or a sentence that says why there is none. Tried once in a process. */
export function loadDatagramModule(): DatagramModule | string {
  loaded ??= load();
  return loaded;
}

function load(): DatagramModule | string {
  if (process.platform !== "linux") return "batched datagrams are for Linux only";
  const file = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find(
    existsSync,
  );
  if (file === undefined) return "the batched datagram module is not built: it takes a C compiler";
  try {
    const requireNative = createRequire(import.meta.url);
    return requireNative(file) as DatagramModule;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `the batched datagram module cannot be loaded: ${reason}`;
  }
}

/** What a setting comes to on this machine. Throws a sentence where `batched` is asked for and cannot be. */
export function datagramForm(
  setting: DatagramSetting,
  found: DatagramModule | string = loadDatagramModule(),
): DatagramForm {
  if (setting === "plain") return "plain";
  if (typeof found !== "string") return "batched";
  if (setting === "auto") return "plain";
  throw new Error(`SIP_DATAGRAMS=batched: ${found}; SIP_DATAGRAMS=auto does without it`);
}
