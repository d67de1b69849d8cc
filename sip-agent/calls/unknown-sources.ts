/** Counts who knocks without being known: bounded memory, no line a packet, no answer. */
import type { UnknownSourceCount } from "@/lib/db/call-records";
import type { TransportName } from "../transport/transport";

/** Distinct addresses between two flushes; beyond that only `overflow` counts. */
const MOST_ADDRESSES = 4_096;
/** Bytes of a datagram that are looked into. */
const LOOK_BYTES = 2_048;
const TEXT_CHARS = 200;

interface Count {
  firstSeenMs: number;
  lastSeenMs: number;
  datagrams: number;
  transport: TransportName;
  /** First bytes of the last message; read only at the flush. */
  head: Buffer | null;
}

export class UnknownSources {
  #counts = new Map<string, Count>();
  /** Since start: messages of unknown sources, and those whose address had no place. */
  total = 0;
  overflow = 0;

  /** Counts one datagram, message or connection. `bytes` is looked at, not kept. `nowMs` is wall-clock time. */
  count(address: string, transport: TransportName, bytes: Buffer | null, nowMs: number): void {
    this.total += 1;
    const known = this.#counts.get(address);
    if (known === undefined && this.#counts.size >= MOST_ADDRESSES) {
      this.overflow += 1;
      return;
    }
    const count = known ?? {
      firstSeenMs: nowMs,
      lastSeenMs: 0,
      datagrams: 0,
      transport,
      head: null,
    };
    count.lastSeenMs = nowMs;
    count.datagrams += 1;
    count.transport = transport;
    if (bytes !== null) count.head = Buffer.from(bytes.subarray(0, LOOK_BYTES));
    if (known === undefined) this.#counts.set(address, count);
  }

  /** Takes what was counted since the last call. */
  take(): UnknownSourceCount[] {
    const taken = this.#counts;
    this.#counts = new Map();
    return [...taken].map(([address, count]) => ({
      address,
      firstSeenAt: new Date(count.firstSeenMs).toISOString(),
      lastSeenAt: new Date(count.lastSeenMs).toISOString(),
      datagrams: count.datagrams,
      lastTransport: count.transport,
      ...describeKnock(count.head),
    }));
  }

  /** Puts counts back that could not be written, as far as there is room. */
  restore(counts: readonly UnknownSourceCount[]): void {
    for (const back of counts) {
      const known = this.#counts.get(back.address);
      if (known !== undefined) {
        known.datagrams += back.datagrams;
        known.firstSeenMs = Date.parse(back.firstSeenAt);
      } else if (this.#counts.size < MOST_ADDRESSES) {
        this.#counts.set(back.address, {
          firstSeenMs: Date.parse(back.firstSeenAt),
          lastSeenMs: Date.parse(back.lastSeenAt),
          datagrams: back.datagrams,
          transport: back.lastTransport,
          head: headOf(back),
        });
      } else this.overflow += back.datagrams;
    }
  }
}

/** Method, Request-URI and User-Agent as far as the first bytes show them, made harmless; never parses. */
export function describeKnock(head: Buffer | null): {
  lastMethod: string;
  lastRequestUri: string;
  lastUserAgent: string;
} {
  if (head === null) return { lastMethod: "", lastRequestUri: "", lastUserAgent: "" };
  const text = head.toString("utf8");
  const lineEnd = text.search(/[\r\n]/);
  const [method = "", uri = "", version = ""] = text
    .slice(0, lineEnd === -1 ? undefined : lineEnd)
    .split(" ", 3);
  const isRequest = /^SIP\/\d/i.test(version) && /^[!-~]{1,32}$/.test(method);
  const agent = /[\r\n]User-Agent[ \t]*:([^\r\n]*)/i.exec(text)?.[1] ?? "";
  return {
    lastMethod: isRequest ? harmless(method) : "",
    lastRequestUri: isRequest ? harmless(uri) : "",
    lastUserAgent: harmless(agent.trim()),
  };
}

function headOf(count: UnknownSourceCount): Buffer {
  const { lastMethod, lastRequestUri, lastUserAgent } = count;
  return Buffer.from(`${lastMethod} ${lastRequestUri} SIP/2.0\r\nUser-Agent: ${lastUserAgent}\r\n`);
}

/** Bounded, and what Postgres takes: a cut can split a surrogate pair, and half of one is no text. */
function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
  const printable = text.slice(0, TEXT_CHARS).replace(/[\u0000-\u001f\u007f-\u009f]/g, ".");
  return Buffer.from(printable).toString();
}
