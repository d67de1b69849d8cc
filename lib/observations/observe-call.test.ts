// What each kind of call record shows, and what it must not show.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { addUp } from "./add-up";
import { OBSERVATION_KINDS } from "./kinds";
import { observeCall } from "./observe-call";
import { observeTestCall } from "./observe-test-call";
import type { ObservedCall } from "./observed-call";

const TERMINATION: ObservedCall = {
  direction: "termination",
  rule: "route",
  action: "route",
  sourceAddress: "203.0.113.7",
  requestUri: "sip:+6498879333@sip.example",
  aReceived: "+6421000000",
  bReceived: "+6498879333",
  bSent: "+6498879333",
  assertedReceived: [],
  anonymous: false,
  trace: [{ rule: 9, outcome: "skipped", because: null }],
  attempts: [],
  endedBy: "caller",
  wasAnswered: false,
};

const kinds = (changes: Partial<ObservedCall>) =>
  observeCall({ ...TERMINATION, ...changes })
    .map(({ kind }) => kind)
    .sort();

const gateway = (changes: object) => [
  {
    targetTable: "gateway",
    targetId: "g",
    destination: "udp:203.0.113.9:5060",
    startedAt: "2026-01-01T00:00:00.000Z",
    ringingAt: null,
    endedAt: "2026-01-01T00:00:01.000Z",
    status: 200,
    reason: "OK",
    ...changes,
  },
];
const origination = (attempt: object, changes: Partial<ObservedCall> = {}) =>
  kinds({ direction: "origination", attempts: gateway(attempt), ...changes });

it("sees a good call support all that it touches", () => {
  expect(kinds({})).toEqual(["from-acl", "numbers-e164", "sent-directly", "to-fqdn"]);
});

it.each([
  ["6498879333", "b-without-plus"],
  ["006498879333", "b-without-plus"],
  ["098879333", "b-without-plus"],
  ["1234", "b-not-e164"],
  ["+0498879333", "b-not-e164"],
  ["alice", "b-not-e164"],
  [null, "b-not-e164"],
])("sees the B-number %s as %s, with the Request-URI", (bReceived, kind) => {
  const requestUri = `sip:${bReceived ?? ""}@sip.example`;
  const seen = observeCall({ ...TERMINATION, rule: "b-number-format", bReceived, requestUri });
  expect(seen).toContainEqual({ kind, detail: requestUri });
  expect(seen.map((one) => one.kind)).not.toContain("numbers-e164");
});

it("sees something beside a good B-number", () => {
  const requestUri = "sip:+6498879333;ext=4@sip.example";
  expect(kinds({ rule: "b-number-format", requestUri })).toContain("b-with-more");
});

it("sees A-numbers in From and in each P-Asserted-Identity, and none where it is withheld", () => {
  expect(kinds({ rule: "a-number-format", aReceived: "6421000000" })).toContain("a-without-plus");
  expect(kinds({ rule: "route", aReceived: "1234" })).toContain("a-not-e164");
  expect(kinds({ assertedReceived: ["+6421000000", "021000000"] })).toContain("a-without-plus");
  const withheld = kinds({ anonymous: true, aReceived: "anonymous" });
  expect(withheld).toContain("numbers-e164");
  expect(withheld).not.toContain("a-not-e164");
});

it("holds no emergency number against a carrier", () => {
  const seen = kinds({ rule: "emergency", bReceived: "111" });
  expect(seen).toEqual(["from-acl", "sent-directly", "to-fqdn"]);
});

it("sees an INVITE to an address and to a name that is not ours", () => {
  const bare = kinds({ rule: "fqdn-required", requestUri: "sip:+6498879333@203.0.113.1" });
  expect(bare).toContain("to-address");
  expect(bare).not.toContain("to-fqdn");
  expect(kinds({ rule: "fqdn-unknown" })).toContain("to-other-name");
  // The name was not looked at yet.
  expect(kinds({ rule: "overload" }).filter((kind) => kind.startsWith("to-"))).toEqual([]);
});

it.each([
  "source-unknown",
  "source-flood",
  "malformed",
  "unsupported",
  "options",
  "of-another-version",
])("sees nothing in what %s refused", (rule) => {
  expect(kinds({ rule, bReceived: "1", requestUri: "sip:1@203.0.113.1" })).toEqual([]);
});

it("sees nothing in a record of no direction", () => {
  expect(kinds({ direction: null })).toEqual([]);
});

it("sees a challenge that was answered by its answer alone", () => {
  const challenge = { rule: "digest-required", action: "challenge" };
  expect(kinds({ ...challenge, wasAnswered: true })).toEqual([]);
  expect(kinds(challenge)).toContain("challenge-unanswered");
  const answered = kinds({
    trace: [{ rule: 9, outcome: "passed", because: { table: "sip_credential", id: "c" } }],
  });
  expect(answered).toContain("challenge-answered");
  expect(answered).not.toContain("challenge-unanswered");
  expect(kinds({ rule: "digest-failed", action: "challenge", wasAnswered: true })).toEqual([
    "challenge-answered-wrong",
  ]);
});

it("sees what a gateway's answer admits, and only suspects where there are other causes", () => {
  const taken = ["e164-taken", "responded-directly", "taken-without-registration"];
  expect(origination({})).toEqual(taken);
  expect(origination({ status: 486, reason: "Busy Here" })).toEqual(taken);
  expect(origination({ status: 487, ringingAt: "2026-01-01T00:00:00.500Z" })).toEqual(taken);
  expect(origination({ status: 503 })).toEqual(["responded-directly"]);
  expect(origination({ status: 484 })).toEqual(["e164-refused", "responded-directly"]);
  expect(origination({ status: 484 }, { bSent: "098879333" })).toEqual(["responded-directly"]);
  expect(origination({ status: 407 })).toEqual(["asked-for-credentials", "responded-directly"]);
  expect(origination({ status: 401 })).toContain("asked-for-credentials");
  expect(origination({ status: 403, reason: "Not registered" })).toEqual([
    "asked-for-registration",
    "responded-directly",
  ]);
  expect(origination({ status: 403 })).toEqual(["forbade-a-call", "responded-directly"]);
  for (const [kind, { verdict }] of Object.entries(OBSERVATION_KINDS)) {
    if (["forbade-a-call", "e164-refused", "never-responded"].includes(kind)) {
      expect(verdict).toBe("suspected");
    }
  }
});

it("sees silence, unless the caller hung up or there was nowhere to send to", () => {
  const silent = { status: null, reason: "No response" };
  expect(origination(silent, { endedBy: null })).toEqual(["never-responded"]);
  expect(origination(silent, { endedBy: "caller" })).toEqual([]);
  expect(origination({ ...silent, destination: "" }, { endedBy: null })).toEqual([]);
});

it("tells a Cradle number by the verification that allowed it", () => {
  const trace = [{ rule: 15, outcome: "passed", because: { table: "verification_item", id: "v" } }];
  expect(origination({}, { trace })).toContain("cradle-number-taken");
  expect(origination({ status: 403 }, { trace })).toContain("cradle-number-refused");
  expect(origination({ status: 403 }, { trace })).not.toContain("forbade-a-call");
});

it("reads JSON of any shape", () => {
  for (const junk of [null, 7, "x", {}, [null], [[]], [{ rule: "9" }]]) {
    expect(kinds({ trace: junk, attempts: junk })).toContain("to-fqdn");
    expect(kinds({ direction: "origination", trace: junk, attempts: junk })).toEqual([]);
  }
});

it("sees core endpoints as none of the carrier's", () => {
  expect(origination({ targetTable: "core_endpoint" })).toEqual([]);
});

const test = (changes: Partial<Parameters<typeof observeTestCall>[0]>) =>
  observeTestCall({
    direction: "termination",
    announcedA: "+6421000000",
    announcedB: "+6498879333",
    arrivedA: "+6421000000",
    sentA: "+6421000000",
    isCradleNumber: false,
    ...changes,
  }).map(({ kind }) => kind);

it("sees a test call's A-number arrive, changed or withheld", () => {
  expect(test({})).toEqual(["a-number-arrived"]);
  expect(test({ arrivedA: "+6421000001" })).toEqual(["a-number-rewritten"]);
  expect(test({ arrivedA: null })).toEqual(["a-number-rewritten"]);
  // We sent it on otherwise: the carrier passed it through.
  expect(test({ sentA: "+6421000009" })).toEqual(["a-number-arrived"]);
});

it("sees what a called phone showed, and holds nothing of ours against the carrier", () => {
  const out = { direction: "origination" } as const;
  expect(test({ ...out, arrivedA: "021 000 001" })).toEqual(["other-a-number-shown"]);
  expect(
    test({ ...out, announcedA: "+6498879333", sentA: "+6498879333", arrivedA: "09 887 9333" }),
  ).toEqual(["a-number-shown"]);
  expect(test({ ...out, sentA: "+6421000009" })).toEqual([]);
  const cradle = {
    ...out,
    announcedA: "+6498879333",
    sentA: "+6498879333",
    isCradleNumber: true,
  } as const;
  expect(test({ ...cradle, arrivedA: "+6498879333" })).toContain("cradle-number-shown");
  expect(test({ ...cradle, arrivedA: null })).toContain("cradle-number-replaced");
});

it("adds up by carrier and kind, with the latest message, whatever the order", () => {
  const at = (sec: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, sec));
  const one = (carrierId: string, sec: number) => ({
    carrierId,
    kind: "b-without-plus" as const,
    detail: `at ${sec}`,
    callRecordId: `r${sec}`,
    sourceAddress: null,
    at: at(sec),
  });
  const sums = addUp([one("b", 5), one("b", 9), one("b", 1), one("a", 3)]);
  expect(sums.map(({ carrierId }) => carrierId)).toEqual(["a", "b"]);
  expect(sums[1]).toMatchObject({
    occurrences: 3,
    firstSeenAt: at(1),
    lastSeenAt: at(9),
    detail: "at 9",
    callRecordId: "r9",
  });
});

it("is explained kind by kind in README.md", () => {
  const text = readFileSync(new URL("README.md", import.meta.url), "utf8");
  const rows = [...text.matchAll(/^\| ([a-z0-9-]+) \| ([A-Z0-9_]+) \| (\w+) \|/gm)].map(
    ([, kind, code, verdict]) => [kind, { code, verdict }],
  );
  const listed = Object.entries(OBSERVATION_KINDS).map(([kind, { code, verdict }]) => [
    kind,
    { code, verdict },
  ]);
  expect(rows).toEqual(listed);
});
