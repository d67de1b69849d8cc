/** Parameters of a Contact that reach a carrier: what an end can do. Nothing that names a device or a place. */
import type { NameAddr } from "@/lib/sip/name-addr";

/*
 * Left out on purpose: +sip.instance, reg-id, pub-gruu, temp-gruu (RFC 5626, 5627), which name a device or hold a URI;
 * description and other free text of RFC 3840.
 */
const SHOWN: ReadonlySet<string> = new Set([
  "q",
  "expires",
  "isfocus",
  "audio",
  "video",
  "text",
  "application",
  "automata",
  "duplex",
  "mobility",
]);
/** A word, or a number between 0 and 1: no address is either. */
const HARMLESS = /^(?:[A-Za-z0-9-]+|[01]\.[0-9]{0,3})$/;

/** `;name=value` of each that may be shown, as it was written. */
export function shownContactParams({ params }: NameAddr): string {
  if (params.length === 0) return "";
  return params
    .filter(({ name, value }) => SHOWN.has(name) && (value === null || HARMLESS.test(value)))
    .map(({ name, value }) => (value === null ? `;${name}` : `;${name}=${value}`))
    .join("");
}
