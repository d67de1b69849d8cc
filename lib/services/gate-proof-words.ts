// What shows that a condition of a trunk's gate holds, in words with its page; of one that does not hold, what there is so far.
import type { ProofRow, ProofSubject } from "@/lib/db/gate-proofs";
import { quoteNumber } from "@/lib/db/quote-rows";
import { openMusts, REQUIREMENTS } from "@/lib/lifecycle/requirement";
import type { TrunkFacts, TrunkGuard } from "@/lib/lifecycle/trunk";
import { nameObservation } from "@/lib/observations/name-observation";
import type { RequirementCheck } from "@/lib/schemas/carrier";
import type { RequirementObservation } from "@/lib/schemas/requirement-observation";
import type { GateProof } from "@/lib/schemas/trunk-gate";

type NamedCheck = RequirementCheck & { readonly checkedByName: string | null };

/** Everything that was read about one trunk's gates at one instant. */
export interface KnownOfGate {
  readonly trunk: { readonly id: string; readonly carrierId: string };
  readonly facts: TrunkFacts;
  readonly rows: ReadonlyMap<ProofSubject, ProofRow>;
  readonly checks: readonly NamedCheck[];
  readonly observations: readonly RequirementObservation[];
  /** What the carrier's latest word does not cover; null where it has given none. */
  readonly uncovered: readonly string[] | null;
}

const COUNT = new Intl.NumberFormat("en");

function counted(count: number | null, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${COUNT.format(count ?? 0)} ${many}`;
}

/** The sentence of a row, where there is one. */
function proof(row: ProofRow | undefined, text: (row: ProofRow) => string, path: string) {
  return row === undefined ? [] : [{ text: text(row), at: row.at, by: row.by, path }];
}

function quoteName({ year, serial }: ProofRow): string {
  return `Quote ${quoteNumber(year, serial) ?? "without a number"}`;
}

function carrierPath({ trunk }: KnownOfGate, page = ""): string {
  return `/carriers/${trunk.carrierId}${page}`;
}

function latestQuote({ rows }: KnownOfGate): GateProof[] {
  const quote = rows.get("quote");
  return proof(
    quote,
    (row) =>
      `${quoteName(row)} is ${row.state}${row.state === "sent" && row.name ? ` to ${row.name}, unanswered` : ""}`,
    `/quotes/${quote?.id}`,
  );
}

function musts(known: KnownOfGate, isMeant: (check: NamedCheck) => boolean): GateProof[] {
  return REQUIREMENTS.flatMap(({ code, must, wording }) => {
    const check = known.checks.find((each) => each.code === code);
    if (!must || check === undefined || !isMeant(check)) return [];
    const state = check.state === "not_met" ? "not met" : check.state;
    const why = check.waiverReason ?? check.note;
    return [
      {
        text: `${wording}: ${state}${why === "" ? "" : ` (${why})`}`,
        at: check.checkedAt,
        by: check.checkedByName,
        path: carrierPath(known, `/requirements#${code}`),
      },
    ];
  });
}

/** How many musts are met and waived, with the look that was the last. */
function mustsInSum(known: KnownOfGate): GateProof[] {
  const codes: readonly string[] = REQUIREMENTS.filter(({ must }) => must).map(({ code }) => code);
  const own = known.checks.filter(({ code }) => codes.includes(code));
  const of = (state: NamedCheck["state"]) => own.filter((check) => check.state === state).length;
  const last = own
    .filter(({ checkedAt }) => checkedAt !== null)
    .toSorted((a, b) => Number(b.checkedAt) - Number(a.checkedAt))[0];
  return [
    {
      text: `Of ${codes.length} musts ${of("met")} met, ${of("waived")} waived, ${of("not_met")} not met`,
      at: last?.checkedAt ?? null,
      by: last?.checkedByName ?? null,
      path: carrierPath(known, "/requirements"),
    },
  ];
}

/** What traffic showed of the musts: what contradicts them one by one, else the latest that bears one out. */
function traffic(known: KnownOfGate): GateProof[] {
  const named = known.checks.flatMap((check) => {
    const mine = known.observations.filter(({ code }) => code === check.code);
    return mine.map((each) => nameObservation(check, each, mine));
  });
  const codes: readonly string[] = known.facts.contradictedMusts;
  const against = named.filter(
    ({ code, standing }) => codes.includes(code) && standing === "contradicts",
  );
  const latest = named
    .filter(({ standing }) => standing === "supports")
    .toSorted((a, b) => Number(b.lastSeenAt) - Number(a.lastSeenAt))
    .slice(0, 1);
  const requirements = carrierPath(known, "/requirements");
  const shown = against.length > 0 ? against : latest;
  if (shown.length === 0) {
    return [{ text: "No traffic speaks against it", at: null, by: null, path: requirements }];
  }
  return shown.map(({ code, words, detail, lastSeenAt, callRecordId }) => ({
    text: `${code}: ${words}${against.length > 0 ? ` (${detail})` : ""}`,
    at: lastSeenAt,
    by: null,
    path: callRecordId === null ? `${requirements}#${code}` : `/calls/${callRecordId}`,
  }));
}

function testCall(known: KnownOfGate, subject: "termination-test" | "origination-test") {
  const row = known.rows.get(subject);
  const came = (test: ProofRow) =>
    test.holds === true
      ? "arrived with its A-number intact"
      : { announced: "is announced", succeeded: "came changed" }[test.state ?? ""] || test.state;
  return proof(
    row,
    (test) => `Test call from ${test.name} to ${test.other} ${came(test)}`,
    row?.recordId ? `/calls/${row.recordId}` : `/trunks/${known.trunk.id}#test-calls`,
  );
}

function carrierWord(known: KnownOfGate): GateProof[] {
  const path = carrierPath(known, "/hand-off");
  const { rows, uncovered } = known;
  const word = proof(
    rows.get("word"),
    (row) =>
      `Hand-off sheet version ${row.serial}: ${row.name} ${row.holds ? "gave the carrier's word" : "acknowledged it without the carrier's word"}`,
    path,
  );
  const sheet = proof(
    rows.get("word") === undefined ? rows.get("hand-off") : undefined,
    (row) =>
      row.at === null
        ? `Hand-off sheet version ${row.serial} is not sent yet`
        : `Hand-off sheet version ${row.serial} was sent to ${row.name ?? "the carrier"}, unanswered`,
    path,
  );
  const gap = uncovered?.map((what) => ({
    text: `Its word does not cover ${what}`,
    at: null,
    by: null,
    path,
  }));
  return [...word, ...sheet, ...(gap ?? [])];
}

function aclEntries(known: KnownOfGate): GateProof[] {
  const path = carrierPath(known, "/acl");
  const inForce = proof(
    known.rows.get("acl"),
    (row) => `${counted(row.count, "ACL entry", "ACL entries")} in force, the newest ${row.name}`,
    path,
  );
  if (inForce.length > 0) return inForce;
  return proof(
    known.rows.get("acl-out-of-force"),
    (row) => `${row.name} ${row.holds ? "comes into force later" : "is in force no more"}`,
    path,
  );
}

function credential(known: KnownOfGate): GateProof[] {
  const path = carrierPath(known, "/credentials");
  if (known.facts.carrierAuthMode === "acl") {
    return [
      {
        text: "The carrier is let in by its addresses alone",
        at: null,
        by: null,
        path: carrierPath(known),
      },
    ];
  }
  return proof(
    known.rows.get("credential"),
    (row) =>
      `Credential ${row.name} is active, ${row.other ? `handed over to ${row.other}` : "not noted as handed over"}`,
    path,
  );
}

export const GATE_PROOFS: Record<TrunkGuard, (known: KnownOfGate) => GateProof[]> = {
  "quote-missing": latestQuote,
  "quote-not-accepted": (known) => {
    const accepted = known.rows.get("accepted-quote");
    if (accepted === undefined) return latestQuote(known);
    const text = (row: ProofRow) => `${quoteName(row)} was accepted by ${row.name}`;
    return proof(accepted, text, `/quotes/${accepted.id}`);
  },
  "carrier-not-ready": (known) => [
    ...proof(known.rows.get("carrier"), (row) => `${row.name} is ${row.state}`, carrierPath(known)),
    ...(known.facts.carrierState === "draft"
      ? musts(known, ({ code }) => openMusts(known.checks).some((open) => open === code))
      : musts(known, ({ state }) => state === "waived")),
  ],
  "acl-entry-missing": aclEntries,
  "gateway-missing": (known) =>
    proof(
      known.rows.get("gateway"),
      (row) => `${counted(row.count, "gateway", "gateways")} enabled, ${row.name} changed last`,
      carrierPath(known, "/gateways"),
    ),
  "number-missing": (known) =>
    proof(
      known.rows.get("number"),
      (row) => `${counted(row.count, "number", "numbers")}, the first ${row.name}`,
      `/numbers?trunkId=${known.trunk.id}`,
    ),
  "limits-missing": (known) =>
    proof(
      known.rows.get("limits"),
      ({ count, serial }) =>
        `${count === null ? "Channels not set" : counted(count, "channel", "channels")}, ${serial === null ? "calls per second not set" : `${counted(serial, "call", "calls")} per second`}`,
      `/trunks/${known.trunk.id}#configuration`,
    ),
  "credential-missing": credential,
  "termination-test-missing": (known) => testCall(known, "termination-test"),
  "origination-test-missing": (known) => testCall(known, "origination-test"),
  "carrier-word-missing": carrierWord,
  "requirement-failed": (known) =>
    known.facts.failedMusts.length > 0
      ? musts(known, ({ state }) => state === "not_met")
      : mustsInSum(known),
  "requirement-contradicted": traffic,
};
