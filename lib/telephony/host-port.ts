// Where a SIP peer listens: a host name or an address, and a port.

import { z } from "zod";
import type { Checked } from "./checked";
import { specialNoun } from "./cidr";
import { hostNameForm, whyNoHostName } from "./fqdn";
import { addressText, packAddress } from "./packed-address";

/** Lower-case host name, or canonical address literal without brackets; port null when none is named. */
export interface HostPort {
  readonly host: string;
  readonly port: number | null;
}

/**
 * Parses "host", "host:port", "192.0.2.1:5060", "2001:db8::1" or "[2001:db8::1]:5060".
 * A bare IPv6 address takes no port.
 */
export function parseHostPort(raw: string): Checked<HostPort> {
  const text = raw.trim();
  const bracketed = /^\[([^\]]*)\](?::(\d{1,5}))?$/.exec(text);
  const named = /^([^:[\]]*)(?::(\d{1,5}))?$/.exec(text);
  const hostPart = bracketed?.[1] ?? named?.[1] ?? text;
  const portPart = bracketed?.[2] ?? named?.[2];
  const host = parseHost(hostPart);
  if (!host.ok) return host;
  if (bracketed !== null && !hostPart.includes(":")) {
    return refused(`only an IPv6 address stands in brackets, ${hostPart} does not`);
  }
  const port = portPart === undefined ? null : Number(portPart);
  if (port !== null && (port < 1 || port > 65535)) {
    return refused(`${portPart} is no port: a port is 1 to 65535`);
  }
  return { ok: true, value: { host: host.value, port } };
}

/** Writes a host and port as they stand in a SIP URI: IPv6 in brackets, no port when none is named. */
export function hostPortText({ host, port }: HostPort): string {
  const written = host.includes(":") ? `[${host}]` : host;
  return port === null ? written : `${written}:${port}`;
}

/** Parses a host alone: name in lower case, or address in canonical text. IPv4-mapped and multicast are refused. */
function parseHost(raw: string): Checked<string> {
  const text = raw.trim();
  const literal = text.replace(/^\[(.*)\]$/, "$1");
  const address = text.length > 64 ? null : packAddress(literal);
  if (address === null) {
    const name = hostNameForm(text);
    if (/^[\d.]+$/.test(name)) return refused(`${name} is not an IPv4 address`);
    if (name.includes(":")) return refused(`${name} is neither a name nor an address`);
    const why = whyNoHostName(name);
    return why === null ? { ok: true, value: name } : refused(why);
  }
  const canonical = addressText(address);
  if (address.family === 4 && literal.includes(":")) {
    return refused(
      `${text} is an IPv4 address written as IPv6: did you mean ${canonical}?`,
      canonical,
    );
  }
  const noun = specialNoun({ base: address, prefixLength: address.family === 4 ? 32 : 128 });
  if (noun !== null && /multicast|unspecified|"this network"|broadcast/.test(noun)) {
    return refused(`${canonical} is ${noun}: nothing can be sent to it`);
  }
  return { ok: true, value: canonical };
}

/** A host name or address, in the one form that is stored. */
export const Host = z
  .string()
  .max(255)
  .transform((text, context) => {
    const parsed = parseHost(text);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: "custom", message: parsed.message });
    return z.NEVER;
  })
  .brand<"Host">();
export type Host = z.infer<typeof Host>;

function refused(message: string, suggestion: string | null = null) {
  return { ok: false, message, suggestion } as const;
}
