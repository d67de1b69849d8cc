/** What the transport asks and tells: who may speak at all, and what they say. The one place where packets come in. */
import { admissionKey } from "@/lib/policy/peer";
import type { Snapshot } from "@/lib/snapshot/model";
import type { UnknownSources } from "../calls/unknown-sources";
import type { NameResolver } from "../dns/name-resolver";
import type { SipProxy } from "../proxy/sip-proxy";
import { lookUp } from "../proxy/source-lookup";
import type { Origin, TransportHandler } from "../transport/transport";

export interface EdgeOptions {
  /** Null before the first configuration: then nobody is known. */
  readonly snapshot: () => Snapshot | null;
  readonly proxy: () => SipProxy | null;
  readonly resolver: NameResolver;
  readonly unknown: UnknownSources;
  /** Answer unknown sources with 403: then their messages have to be read. */
  readonly refusesUnknownSources: boolean;
  /** Connections are looked at again because the access lists changed: nobody knocked. */
  readonly isRechecking: () => boolean;
  readonly monotonicMs: () => number;
  readonly wallMs: () => number;
  readonly onError: TransportHandler["onError"];
}

/** The key of connections of whom nobody knows. */
const UNKNOWN_KEY = "unknown";

export function edgeHandler(options: EdgeOptions): TransportHandler {
  const { unknown, resolver, monotonicMs, wallMs } = options;

  /** Rule 1, for every datagram, connection and message, before anything is parsed. */
  function keyOf(origin: Origin): string | null {
    const snapshot = options.snapshot();
    if (snapshot === null) return null;
    const match = lookUp({ snapshot: () => snapshot, resolver }, origin.packed, wallMs());
    return admissionKey(match);
  }

  return {
    admit(origin, bytes) {
      const key = keyOf(origin);
      if (key !== null || options.isRechecking()) return key;
      // Without a configuration there is nothing to say who is unknown.
      if (options.refusesUnknownSources && options.snapshot() !== null) return UNKNOWN_KEY;
      unknown.count(origin.address, origin.transport, bytes, wallMs());
      return null;
    },
    onMessage(message, source) {
      const admission = options.proxy()?.receive(message, source, monotonicMs(), wallMs());
      if (admission === "unknown") {
        unknown.count(source.address, source.transport, message.bytes, wallMs());
      }
    },
    onFault(fault, partial, source) {
      if (!partial?.isRequest) return;
      const proxy = options.proxy();
      const admission = proxy?.receiveFault(fault, partial, source, monotonicMs(), wallMs());
      if (admission === "unknown") {
        unknown.count(source.address, source.transport, partial.bytes, wallMs());
      }
    },
    onError: options.onError,
  };
}
