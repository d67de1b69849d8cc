/** Comparison of SIP URIs as RFC 3261 §19.1.4 asks. */
import { parseIpv6 } from "./ip-address";
import { getParam, type Param } from "./params";
import type { ParsedUri, SipUri } from "./sip-uri";

/** Parameters that must be in both URIs or in neither; any other counts only where both have it. */
const NEVER_IGNORED = ["transport", "user", "ttl", "method", "maddr"] as const;

/** True if both URIs are equivalent by RFC 3261 §19.1.4 (`tel:` by RFC 3966 §4, others by their text). */
export function sameUri(a: ParsedUri, b: ParsedUri): boolean {
  if (a.kind === "sip") return b.kind === "sip" && sameSip(a, b);
  if (a.kind === "tel") {
    return (
      b.kind === "tel" &&
      bareNumber(a.number) === bareNumber(b.number) &&
      asSet(a.params) === asSet(b.params)
    );
  }
  return b.kind === "other" && a.text === b.text;
}

function sameSip(a: SipUri, b: SipUri): boolean {
  if (a.scheme !== b.scheme || a.port !== b.port || !sameHost(a, b)) return false;
  // User and password alone are case-sensitive.
  if (samePart(a.user) !== samePart(b.user)) return false;
  if (samePart(a.password) !== samePart(b.password)) return false;
  for (const name of NEVER_IGNORED) {
    if ((getParam(a.params, name) === undefined) !== (getParam(b.params, name) === undefined)) {
      return false;
    }
  }
  const others = new Map(b.params.map((param) => [param.name, param.value]));
  for (const { name, value } of a.params) {
    const other = others.get(name);
    if (other !== undefined && folded(value) !== folded(other)) return false;
  }
  return asSet(a.headers) === asSet(b.headers);
}

function sameHost(a: SipUri, b: SipUri): boolean {
  if (a.host === b.host) return true;
  if (a.hostKind !== "ipv6" || b.hostKind !== "ipv6") return false;
  return parseIpv6(a.host)?.join() === parseIpv6(b.host)?.join();
}

/**
 * One spelling of escapes: what need not be escaped is not, and what stays escaped has upper-case digits. A `%` that was
 * itself escaped stays so.
 */
function samePart(text: string | null): string | null {
  if (text === null || !text.includes("%")) return text;
  return text.replace(/%(..)/g, (_, hex: string) => {
    const char = String.fromCharCode(Number.parseInt(hex, 16));
    return /[A-Za-z0-9\-_.!~*'()]/.test(char) ? char : `%${hex.toUpperCase()}`;
  });
}

function folded(text: string | null): string | null {
  return samePart(text)?.toLowerCase() ?? null;
}

/** Names and values in one order, for lists that must match whole. */
function asSet(params: readonly Param[]): string {
  return params
    .map(({ name, value }) => `${folded(name)}=${folded(value)}`)
    .sort()
    .join("&");
}

/** A telephone number without visual separators. */
function bareNumber(number: string): string {
  return number.replace(/[-.()]/g, "").toLowerCase();
}
