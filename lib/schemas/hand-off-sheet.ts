// The hand-off sheet: everything a carrier's NOC needs, and no secret. Frozen as JSON in each version.
import { z } from "zod";
import { SESSION_SEC } from "@/lib/sip/session-sec";

const Issuer = z.object({ legalName: z.string(), legalAddress: z.string() });

export const HandOffSheet = z.object({
  /** Who hands over. The first versions did not name it. */
  issuer: Issuer.default({ legalName: "Cradle", legalAddress: "" }),
  carrierName: z.string(),
  signallingFqdn: z.string(),
  /** Of UDP and TCP. */
  sipPort: z.number().int(),
  /** The first versions did not name it, nor TLS. */
  sipTlsPort: z.number().int().default(5061),
  transports: z.array(z.enum(["udp", "tcp", "tls"])),
  egressAddresses: z.array(z.object({ address: z.string(), label: z.string() })),
  mediaRanges: z.array(z.string()),
  codecs: z.array(z.string()),
  /** Null where the carrier is let in by its addresses alone; the password is never here. */
  digest: z
    .object({
      realm: z.string(),
      usernames: z.array(z.string()),
      /** The carrier's equipment knows nothing else. */
      md5Only: z.boolean().default(false),
    })
    .nullable(),
  /** Addresses and blocks from which the carrier's calls are accepted. */
  aclEntries: z.array(z.object({ block: z.string(), label: z.string() })),
  gateways: z.array(
    z.object({
      host: z.string(),
      port: z.number().int().nullable(),
      transport: z.string(),
      priority: z.number().int(),
      weight: z.number().int(),
    }),
  ),
  optionsIntervalSec: z.number().int(),
  /** What Cradle asks for where neither side names a session timer (RFC 4028). */
  sessionTimerSec: z.number().int().default(SESSION_SEC),
  /** Of the carrier as a whole, on top of its trunks'; null: theirs alone. */
  maxChannels: z.number().int().nullable().default(null),
  maxCallsPerSec: z.number().int().nullable().default(null),
  trunks: z.array(
    z.object({
      name: z.string(),
      customerName: z.string(),
      fqdn: z.string(),
      maxChannels: z.number().int().nullable(),
      maxCallsPerSec: z.number().int().nullable(),
      /** The first versions did not name it. */
      longestCallSec: z.number().int().nullable().default(null),
      /** Headers that do not pass. */
      removedHeaders: z.array(z.string()).default([]),
      byocNumbers: z.array(z.string()),
      /** Cradle numbers that the carrier confirmed, with the letter's reference. */
      cradleNumbers: z.array(
        z.object({ e164: z.string(), reference: z.string(), validUntil: z.string().nullable() }),
      ),
    }),
  ),
  /** Cradle's own, as the settings say. */
  nocContact: z.string(),
  /** Whom to call at Cradle, in order: who, how, at which hours. */
  escalation: z.array(z.string()).default([]),
  /** The carrier's numbers that Cradle calls in tests. */
  testNumbers: z.array(z.string()).default([]),
  /** When test calls are made; empty: not agreed. */
  testWindow: z.string().default(""),
  /** The carrier's people, as Cradle has them noted. */
  contacts: z.array(
    z.object({
      role: z.string(),
      name: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
    }),
  ),
  noticeDays: z.number().int(),
});
export type HandOffSheet = z.infer<typeof HandOffSheet>;
