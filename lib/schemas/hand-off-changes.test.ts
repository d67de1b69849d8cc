// What changed between two hand-off sheets, in sentences.
import { expect, test } from "vitest";
import { handOffChanges } from "./hand-off-changes";
import type { HandOffSheet } from "./hand-off-sheet";

const SHEET: HandOffSheet = {
  issuer: { legalName: "Cradle", legalAddress: "" },
  carrierName: "Example Telecom",
  signallingFqdn: "byoc.example.net",
  sipPort: 5060,
  sipTlsPort: 5061,
  transports: ["udp", "tcp"],
  egressAddresses: [{ address: "192.0.2.1", label: "" }],
  mediaRanges: [],
  codecs: ["PCMA"],
  digest: null,
  aclEntries: [{ block: "198.51.100.0/29", label: "" }],
  gateways: [{ host: "198.51.100.9", port: null, transport: "udp", priority: 10, weight: 100 }],
  optionsIntervalSec: 30,
  sessionTimerSec: 1800,
  ...{ maxChannels: null, maxCallsPerSec: null },
  ...{ escalation: [], testNumbers: [], testWindow: "" },
  trunks: [
    {
      name: "Trunk",
      customerName: "Customer",
      fqdn: "t.byoc.example.net",
      maxChannels: 10,
      maxCallsPerSec: 2,
      ...{ longestCallSec: 14_400, removedHeaders: [] },
      byocNumbers: ["+6498879333"],
      cradleNumbers: [],
    },
  ],
  nocContact: "",
  contacts: [],
  noticeDays: 14,
};
const [trunk] = SHEET.trunks;

test("the same sheet has no changes, and a label or a name is none", () => {
  const relabelled = { ...SHEET, egressAddresses: [{ address: "192.0.2.1", label: "east" }] };
  expect(handOffChanges(SHEET, relabelled)).toEqual([]);
});

test.each<[string, Partial<HandOffSheet>, string]>([
  ["a field", { sipPort: 5070 }, "SIP port: 5070, was 5060"],
  [
    "digest",
    { digest: { realm: "r", usernames: [], md5Only: false } },
    "Digest: realm r, was none",
  ],
  [
    "an address",
    { egressAddresses: [...SHEET.egressAddresses, { address: "192.0.2.2", label: "" }] },
    "Egress address added: 192.0.2.2",
  ],
  ["a session timer", { sessionTimerSec: 900 }, "Session timer: 900 s, was 1800 s"],
  [
    "the limit of all trunks",
    { maxChannels: 60 },
    "Most calls at the same time, all trunks: 60, was none",
  ],
  ["a test window", { testWindow: "at night" }, "Test window: at night, was none"],
  ["a test number", { testNumbers: ["+6421555123"] }, "Test number added: +6421555123"],
  [
    "the escalation",
    { escalation: ["Desk", "Duty engineer"] },
    "Escalation: Desk; Duty engineer, was none",
  ],
  [
    "a header that no longer passes",
    { trunks: trunk ? [{ ...trunk, removedHeaders: ["Diversion"] }] : [] },
    "Header not passed added: Diversion on t.byoc.example.net",
  ],
  ["a codec less", { codecs: [] }, "Codec removed: PCMA"],
  [
    "a limit",
    { trunks: trunk ? [{ ...trunk, maxChannels: 20 }] : [] },
    "Trunk changed: t.byoc.example.net: 20 channels, 2 calls per second, calls of at most 14400 s, was t.byoc.example.net: 10 channels, 2 calls per second, calls of at most 14400 s",
  ],
])("%s that differs is one sentence", (_, change, sentence) => {
  expect(handOffChanges(SHEET, { ...SHEET, ...change })).toEqual([sentence]);
});

test("many numbers are counted", () => {
  const byocNumbers = Array.from({ length: 11 }, (_, i) => `+64988700${10 + i}`);
  const after = { ...SHEET, trunks: trunk ? [{ ...trunk, byocNumbers }] : [] };
  expect(handOffChanges(SHEET, after)).toEqual([
    "BYOC number: 11 added",
    "BYOC number removed: +6498879333",
  ]);
});
