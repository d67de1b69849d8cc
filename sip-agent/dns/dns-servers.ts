/** Which DNS servers are asked: those that are set, else the system's. */
import { readFileSync } from "node:fs";
import { addressText, packAddress } from "@/lib/telephony/packed-address";

export interface DnsServer {
  /** Canonical text, IPv6 without brackets. */
  readonly address: string;
  readonly port: number;
}

const DNS_PORT = 53;
const MOST_SERVERS = 4;

/** Reads `address[:port]`, IPv6 in brackets where a port follows, separated by commas. Problems in words, none: all good. */
export function parseDnsServers(text: string): { servers: DnsServer[]; problems: string[] } {
  const servers: DnsServer[] = [];
  const problems: string[] = [];
  for (const part of text.split(",")) {
    const item = part.trim();
    if (item === "") continue;
    const server = serverOf(item);
    if (server === null) problems.push(`${item} is no address with an optional port`);
    else servers.push(server);
  }
  if (servers.length > MOST_SERVERS) problems.push(`names more than ${MOST_SERVERS} servers`);
  return { servers, problems };
}

/** The `nameserver` lines of a resolv.conf; none where it cannot be read. */
export function systemDnsServers(path = "/etc/resolv.conf"): DnsServer[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return [];
  }
  const found: DnsServer[] = [];
  for (const line of text.split("\n")) {
    const address = /^\s*nameserver\s+(\S+)/.exec(line)?.[1];
    const packed = address === undefined ? null : packAddress(address);
    if (packed !== null) found.push({ address: addressText(packed), port: DNS_PORT });
  }
  return found.slice(0, MOST_SERVERS);
}

function serverOf(item: string): DnsServer | null {
  const parts = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(item);
  const packed = packAddress(parts === null ? item : (parts[1] ?? parts[2] ?? ""));
  const port = Number(parts?.[3] ?? DNS_PORT);
  if (packed === null || port < 1 || port > 65_535) return null;
  return { address: addressText(packed), port };
}
