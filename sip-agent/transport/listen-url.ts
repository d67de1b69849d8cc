/** Where the sip-agent listens: `udp://127.0.0.1:5060,tcp://[::1]:0`. */
import { addressText, packAddress } from "@/lib/telephony/packed-address";
import type { TransportName } from "./transport";

/** One place to listen. `port` 0 asks for any free one. `address` is canonical, IPv6 without brackets. */
export interface ListenUrl {
  readonly transport: TransportName;
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
}

export interface ListenUrls {
  readonly urls: readonly ListenUrl[];
  /** A sentence for each entry that is wrong: what it is and what would be right. Empty if all are right. */
  readonly problems: readonly string[];
}

const URL_FORM = /^(udp|tcp|tls):\/\/(\[[0-9a-f:.]{2,45}\]|[0-9.]{7,15}):(\d{1,5})$/i;

/** Parses the comma-separated list. An entry twice is a problem, save with port 0; so is an empty list. */
export function parseListenUrls(text: string): ListenUrls {
  const urls: ListenUrl[] = [];
  const problems: string[] = [];
  const entries = text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  if (entries.length === 0) {
    problems.push("no address to listen on is given: write, for example, udp://127.0.0.1:5060");
  }
  for (const entry of entries) {
    const url = parseListenUrl(entry);
    if (typeof url === "string") problems.push(url);
    else if (
      urls.some((other) => url.port !== 0 && formatListenUrl(other) === formatListenUrl(url))
    ) {
      problems.push(`${entry} stands twice in the list`);
    } else urls.push(url);
  }
  return { urls, problems };
}

/** The URL in its one form, IPv6 in brackets. */
export function formatListenUrl(url: Omit<ListenUrl, "family">): string {
  const host = url.address.includes(":") ? `[${url.address}]` : url.address;
  return `${url.transport}://${host}:${url.port}`;
}

function parseListenUrl(entry: string): ListenUrl | string {
  const parts = URL_FORM.exec(entry);
  if (parts === null) {
    return `${entry} is not of the form udp://127.0.0.1:5060, tcp://[::1]:5060 or tls://…: an address, not a name, and a port`;
  }
  const [, scheme = "", host = "", digits = ""] = parts;
  const bracketed = host.startsWith("[");
  const packed = packAddress(bracketed ? host.slice(1, -1) : host);
  if (packed === null || bracketed !== (packed.family === 6)) {
    return `${entry}: ${host} is not an ${bracketed ? "IPv6" : "IPv4"} address`;
  }
  const port = Number(digits);
  if (port > 65_535) return `${entry}: ${digits} is not a port (0 to 65535)`;
  const transport = scheme.toLowerCase() as TransportName;
  return { transport, address: addressText(packed), family: packed.family, port };
}
