/** What DNS is asked for and what it says, as far as SIP needs it (RFC 3263). */

export type QuestionType = "A" | "AAAA" | "SRV" | "NAPTR";

export interface AddressRecord {
  readonly type: "A" | "AAAA";
  /** Canonical text. */
  readonly address: string;
}

export interface SrvRecord {
  readonly type: "SRV";
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  /** Lower case, without a trailing dot; "" says that the service is not offered (RFC 2782). */
  readonly target: string;
}

export interface NaptrRecord {
  readonly type: "NAPTR";
  readonly order: number;
  readonly preference: number;
  /** Lower case. */
  readonly flags: string;
  readonly services: string;
  readonly replacement: string;
}

export type DnsRecord = AddressRecord | SrvRecord | NaptrRecord;

/**
 * The answer to one question.
 * - records: at least one, of the type that was asked for; aliases are followed
 * - absent: DNS says for certain that there is none (RFC 2308)
 * - failed: nothing is known: no answer, or none that could be used
 */
export type DnsAnswer =
  | { readonly kind: "records"; readonly records: readonly DnsRecord[]; readonly ttlSec: number }
  | { readonly kind: "absent"; readonly why: "NXDOMAIN" | "NODATA"; readonly ttlSec: number }
  | { readonly kind: "failed"; readonly why: DnsFailure };

export type DnsFailure =
  | "SERVFAIL"
  | "REFUSED"
  | "no answer"
  | "unusable answer"
  | "too many aliases"
  | "no DNS server is known";
