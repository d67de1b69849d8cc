// What is different between two hand-off sheets, in sentences for the carrier's staff and for ours.
import type { HandOffSheet } from "./hand-off-sheet";

/** A list by what identifies each line, with the whole line as people read it. */
interface Listed {
  readonly what: string;
  readonly lines: (sheet: HandOffSheet) => Map<string, string>;
}

const byText = (texts: readonly string[]) => new Map(texts.map((text) => [text, text]));

const LISTS: readonly Listed[] = [
  { what: "Transport", lines: (s) => byText(s.transports) },
  { what: "Egress address", lines: (s) => byText(s.egressAddresses.map((row) => row.address)) },
  { what: "Media range", lines: (s) => byText(s.mediaRanges) },
  { what: "Codec", lines: (s) => byText(s.codecs) },
  { what: "SIP username", lines: (s) => byText(s.digest?.usernames ?? []) },
  { what: "ACL entry", lines: (s) => byText(s.aclEntries.map((row) => row.block)) },
  {
    what: "Gateway",
    lines: (s) =>
      new Map(
        s.gateways.map((row) => {
          const target = `${row.transport}:${row.host}${row.port === null ? "" : `:${row.port}`}`;
          return [target, `${target}, priority ${row.priority}, weight ${row.weight}`];
        }),
      ),
  },
  {
    what: "Trunk",
    lines: (s) =>
      new Map(
        s.trunks.map((row) => [
          row.fqdn,
          `${row.fqdn}: ${row.maxChannels ?? "no"} channels, ${row.maxCallsPerSec ?? "no"} calls per second${row.longestCallSec === null ? "" : `, calls of at most ${row.longestCallSec} s`}`,
        ]),
      ),
  },
  { what: "BYOC number", lines: (s) => byText(s.trunks.flatMap((row) => row.byocNumbers)) },
  {
    what: "Cradle number",
    lines: (s) =>
      new Map(
        s.trunks
          .flatMap((row) => row.cradleNumbers)
          .map((row) => [row.e164, `${row.e164} (${row.reference})`]),
      ),
  },
  {
    what: "Header not passed",
    lines: (s) =>
      byText(s.trunks.flatMap((row) => row.removedHeaders.map((name) => `${name} on ${row.fqdn}`))),
  },
  { what: "Test number", lines: (s) => byText(s.testNumbers) },
  {
    what: "Contact",
    lines: (s) =>
      byText(s.contacts.map((row) => [row.name, row.email, row.phone].filter(Boolean).join(", "))),
  },
];

const FIELDS: readonly { what: string; value: (sheet: HandOffSheet) => string }[] = [
  { what: "Cradle's legal name", value: (s) => s.issuer.legalName },
  { what: "Cradle's address", value: (s) => s.issuer.legalAddress || "none" },
  { what: "Signalling FQDN", value: (s) => s.signallingFqdn },
  { what: "SIP port", value: (s) => String(s.sipPort) },
  {
    what: "SIP port of TLS",
    value: (s) => (s.transports.includes("tls") ? String(s.sipTlsPort) : "none"),
  },
  { what: "Digest", value: (s) => digestWords(s.digest) },
  { what: "OPTIONS interval", value: (s) => `${s.optionsIntervalSec} s` },
  { what: "Session timer", value: (s) => `${s.sessionTimerSec} s` },
  { what: "Most calls at the same time, all trunks", value: (s) => limitWords(s.maxChannels) },
  { what: "Most new calls per second, all trunks", value: (s) => limitWords(s.maxCallsPerSec) },
  { what: "Test window", value: (s) => s.testWindow || "none" },
  { what: "Escalation", value: (s) => s.escalation.join("; ") || "none" },
  { what: "Cradle's NOC", value: (s) => s.nocContact || "none" },
  { what: "Notice", value: (s) => `${s.noticeDays} days` },
];

function digestWords(digest: HandOffSheet["digest"]): string {
  if (digest === null) return "none";
  return `realm ${digest.realm}${digest.md5Only ? ", MD5 alone" : ""}`;
}

const limitWords = (most: number | null): string => (most === null ? "none" : String(most));

/** A sentence for each difference, fields before lists; lists that differ in many lines are counted. */
export function handOffChanges(before: HandOffSheet, after: HandOffSheet): string[] {
  const fields = FIELDS.flatMap(({ what, value }) =>
    value(before) === value(after) ? [] : [`${what}: ${value(after)}, was ${value(before)}`],
  );
  return [...fields, ...LISTS.flatMap((list) => listChanges(list, before, after))];
}

/** More lines than this of one kind say how many they are instead. */
const MOST_NAMED = 10;

function listChanges({ what, lines }: Listed, before: HandOffSheet, after: HandOffSheet): string[] {
  const [old, now] = [lines(before), lines(after)];
  const added = [...now].filter(([key]) => !old.has(key)).map(([, line]) => line);
  const removed = [...old].filter(([key]) => !now.has(key)).map(([, line]) => line);
  const changed = [...now].filter(([key, line]) => old.has(key) && old.get(key) !== line);
  return [
    ...said(what, "added", added),
    ...said(what, "removed", removed),
    ...changed.map(([key, line]) => `${what} changed: ${line}, was ${old.get(key)}`),
  ];
}

function said(what: string, deed: string, lines: readonly string[]): string[] {
  if (lines.length > MOST_NAMED) return [`${what}: ${lines.length} ${deed}`];
  return lines.map((line) => `${what} ${deed}: ${line}`);
}
