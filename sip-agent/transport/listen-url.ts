/** Where the sip-agent listens: `udp://127.0.0.1:5060,tcp://[::1]:0`. */
import type { TransportName } from "./transport";

/** One place to listen. `port` 0 asks for any free one. `address` is canonical, IPv6 without brackets. */
export interface ListenUrl {
  readonly transport: TransportName;
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
}

/** Parses the comma-separated list; `problems` names every entry that is wrong and what would be right. */
export function parseListenUrls(text: string): {
  readonly urls: readonly ListenUrl[];
  readonly problems: readonly string[];
} {
  throw new Error(`to come: ${text}`);
}
