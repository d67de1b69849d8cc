/** What is known of one name and type: the last good records, what DNS says of them now, and when it is asked again. Pure. */
import { unreachable } from "@/lib/core/unreachable";
import type { DnsAnswer, DnsFailure, DnsRecord, QuestionType } from "./dns-record";

export interface KnownRecords {
  readonly name: string;
  readonly type: QuestionType;
  /** The last good ones; null: there were none, or they were given up. */
  readonly records: readonly DnsRecord[] | null;
  readonly state: KnownState;
  /** Answers in a row that said that there are none, and when the first came; 0 and null while there are. */
  readonly absences: number;
  readonly absentSinceMs: number | null;
  /** Questions in a row without an answer. */
  readonly failures: number;
  /** Monotonic milliseconds: when to ask again. */
  readonly dueMs: number;
}

/** What DNS said last; `failed` after `absent` stays absent: silence takes nothing back. */
export type KnownState =
  | { readonly kind: "unasked" }
  | { readonly kind: "good" }
  | { readonly kind: "absent"; readonly why: "NXDOMAIN" | "NODATA" }
  | { readonly kind: "failed"; readonly why: DnsFailure };

const SHORTEST_TTL_SEC = 1;
/** However long a TTL claims to be: a carrier that moves is found within the hour. */
const LONGEST_TTL_SEC = 3_600;
const SHORTEST_NEGATIVE_SEC = 5;
const LONGEST_NEGATIVE_SEC = 300;
/** Asked again before the TTL is over, somewhere between these shares of it. */
const EARLIEST_REFRESH = 0.75;
const LATEST_REFRESH = 0.95;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 60_000;

/**
 * "Demote, never empty": records that DNS says are gone stay the last resort until it has said so this often and for
 * this long. A slip in a zone, or a server that lost it, then ends no calls; an address that was given up is not
 * trusted for ever either.
 */
const ABSENCES_TO_DROP = 3;
export const ABSENT_MS_TO_DROP = 900_000;

export function unasked(name: string, type: QuestionType, dueMs: number): KnownRecords {
  return {
    name,
    type,
    records: null,
    state: { kind: "unasked" },
    absences: 0,
    absentSinceMs: null,
    failures: 0,
    dueMs,
  };
}

/** What is known after another answer. `chance` is in [0, 1). */
export function afterAnswer(
  known: KnownRecords,
  answer: DnsAnswer,
  nowMs: number,
  chance: number,
): KnownRecords {
  switch (answer.kind) {
    case "records": {
      const ttlSec = clamp(answer.ttlSec, SHORTEST_TTL_SEC, LONGEST_TTL_SEC);
      return {
        ...known,
        records: answer.records,
        state: { kind: "good" },
        absences: 0,
        absentSinceMs: null,
        failures: 0,
        dueMs: nowMs + ttlSec * 1_000 * share(chance),
      };
    }
    case "absent": {
      const ttlSec = clamp(answer.ttlSec, SHORTEST_NEGATIVE_SEC, LONGEST_NEGATIVE_SEC);
      const absentSinceMs = known.absentSinceMs ?? nowMs;
      const absences = known.absences + 1;
      const isGivenUp = absences >= ABSENCES_TO_DROP && nowMs - absentSinceMs >= ABSENT_MS_TO_DROP;
      return {
        ...known,
        records: isGivenUp ? null : known.records,
        state: { kind: "absent", why: answer.why },
        absences,
        absentSinceMs,
        failures: 0,
        // Not before the negative TTL is over: it is a cache's promise.
        dueMs: nowMs + ttlSec * 1_000 * (1 + (1 - LATEST_REFRESH) * chance),
      };
    }
    case "failed": {
      const failures = known.failures + 1;
      const waitMs = Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 10), LONGEST_RETRY_MS);
      const { state } = known;
      return {
        ...known,
        state: state.kind === "absent" ? state : { kind: "failed", why: answer.why },
        failures,
        dueMs: nowMs + waitMs * share(chance),
      };
    }
    default:
      return unreachable(answer);
  }
}

/** Says the same as before about what calls and the copy need; a new due time alone is no news. */
export function saysTheSame(a: KnownRecords, b: KnownRecords): boolean {
  const isSameState =
    a.state.kind === b.state.kind &&
    ("why" in a.state ? a.state.why : "") === ("why" in b.state ? b.state.why : "");
  if (!isSameState) return false;
  return a.records === b.records || canonical(a.records) === canonical(b.records);
}

function canonical(records: KnownRecords["records"]): string {
  return JSON.stringify((records ?? []).map((one) => JSON.stringify(one)).sort());
}

function share(chance: number): number {
  return EARLIEST_REFRESH + (LATEST_REFRESH - EARLIEST_REFRESH) * chance;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
