// Host names: the strict shape in which names are stored and compared. Never an address.

import { z } from "zod";

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Why a text is no host name, in words; null when it is one. Lower case is expected: see `hostNameForm`. */
export function whyNoHostName(text: string): string | null {
  if (text === "") return "a host name is needed, such as sip.example.com";
  if (text.length > 253) return "a host name is at most 253 characters long";
  if (text.includes(":") || /^[\d.]+$/.test(text)) return `${text} is an address: a name is needed`;
  for (const label of text.split(".")) {
    if (label === "") return `${text} has an empty part between dots`;
    if (label.length > 63) return "each part of a host name is at most 63 characters long";
    if (!LABEL.test(label)) return `"${label}" may hold only a to z, 0 to 9 and inner hyphens`;
  }
  // A numeric last label would be read as an IPv4 address by many resolvers (RFC 3696 §2).
  if (/(^|\.)\d+$/.test(text)) return `${text} ends in a number: the last part of a name does not`;
  return null;
}

/** Lower case, outer blanks and one trailing dot removed: the one form that is stored and compared. */
export function hostNameForm(text: string): string {
  return text.trim().toLowerCase().replace(/\.$/, "");
}

function nameSchema(why: (name: string) => string | null) {
  return z
    .string()
    .max(255)
    .transform((text, context) => {
      const name = hostNameForm(text);
      const reason = why(name);
      if (reason === null) return name;
      context.addIssue({ code: "custom", message: reason });
      return z.NEVER;
    });
}

/** A host name; one label is enough ("core1"). */
export const HostName = nameSchema(whyNoHostName).brand<"HostName">();
export type HostName = z.infer<typeof HostName>;

/** A fully qualified name: at least two labels. */
export const Fqdn = nameSchema(
  (name) =>
    whyNoHostName(name) ??
    (name.includes(".") ? null : `${name} is not fully qualified: such as ${name}.example.com`),
).brand<"Fqdn">();
export type Fqdn = z.infer<typeof Fqdn>;

/** One label under the signalling FQDN: a trunk's own. */
export const FqdnLabel = nameSchema((name) =>
  name.includes(".") ? "a label has no dots" : whyNoHostName(name),
).brand<"FqdnLabel">();
export type FqdnLabel = z.infer<typeof FqdnLabel>;
