// Rules 13 to 15, one by one.

import { describe, expect, it } from "vitest";
import { decide } from "./decide";
import type { MessageFacts } from "./model";
import type { TrunkRow } from "./rows";
import {
  ANONYMOUS,
  BYOC,
  CRADLE,
  FAR_END,
  KERERU_OTHER_TRUNK,
  KERERU_TRUNK,
  NOW,
  numberRow,
  OTHER_BYOC,
  OTHER_CUSTOMER,
  origination,
  party,
  policyOf,
  surroundings,
  TUI,
  TUI_TRUNK,
  termination,
  testId,
  trunkRow,
  verdict,
  verificationRow,
  worldRows,
} from "./test-world";

const trunkWith = (changes: Partial<TrunkRow>) => ({ trunks: [trunkRow(KERERU_TRUNK, changes)] });
const ROUTED = "route route null";
const NOT_ALLOWED = "reject a-number-not-allowed 403";

describe("[P-13] a-number-anonymous", () => {
  it.each<[Partial<MessageFacts>, string]>([
    [{ from: ANONYMOUS }, "reject a-number-anonymous 433"],
    [{ privacy: ["id"] }, "reject a-number-anonymous 433"],
    [{ privacy: ["user", "critical"] }, "reject a-number-anonymous 433"],
    [{ privacy: ["none"] }, ROUTED],
    [{ privacy: ["id"], assertedIdentities: [party(BYOC)] }, ROUTED],
    [{ from: ANONYMOUS, assertedIdentities: [party(BYOC)] }, ROUTED],
    [{ from: ANONYMOUS, assertedIdentities: [ANONYMOUS] }, "reject a-number-format 403"],
  ])("[P-13] a-number-anonymous: %o: %s", (message, expected) => {
    expect(verdict(termination({ message }))).toBe(expected);
    expect(verdict(origination({ message }))).toBe(expected);
  });

  it("[P-13] a-number-anonymous: not where the trunk takes withheld numbers", () => {
    const message = { from: ANONYMOUS };
    expect(verdict(termination({ message }), trunkWith({ acceptAnonymous: true }))).toBe(ROUTED);
    expect(verdict(origination({ message }), trunkWith({ acceptAnonymous: true }))).toBe(ROUTED);
  });
});

describe("[P-14] a-number-format", () => {
  const bad = [
    party("6498879333"),
    party("09 887 9333"),
    party("kereru"),
    party(null),
    party("+649"),
    party(`${BYOC};ext=1`),
    party(BYOC, { scheme: "mailto" }),
  ];
  it.each(bad)("[P-14] a-number-format: From %o", (from) => {
    expect(verdict(termination({ message: { from } }))).toBe("reject a-number-format 403");
    expect(verdict(origination({ message: { from } }))).toBe("reject a-number-format 403");
  });

  it.each(bad)("[P-14] a-number-format: a second P-Asserted-Identity %o", (second) => {
    const assertedIdentities = [party(BYOC), second];
    expect(verdict(termination({ message: { assertedIdentities } }))).toBe(
      "reject a-number-format 403",
    );
  });

  it("[P-14] a-number-format: sip, sips and tel are all good", () => {
    const assertedIdentities = ["sip", "sips", "tel"].map((scheme) => party(BYOC, { scheme }));
    expect(verdict(origination({ message: { assertedIdentities } }))).toBe(ROUTED);
  });

  it("[P-14] a-number-format: the trunk may let it pass, flagged", () => {
    const policy = policyOf(worldRows(trunkWith({ invalidANumber: "flag" })));
    const from = party("098879333");
    expect(decide(policy, termination({ message: { from } }), surroundings())).toMatchObject({
      action: "route",
      isANumberFlagged: true,
    });
    expect(decide(policy, termination(), surroundings())).toMatchObject({
      isANumberFlagged: false,
    });
    // On origination it still has to be the customer's, and no such number is.
    expect(decide(policy, origination({ message: { from } }), surroundings())).toMatchObject({
      rule: "a-number-not-allowed",
    });
  });
});

describe("[P-15] a-number-not-allowed", () => {
  it.each<[string, Partial<MessageFacts>, string]>([
    ["the customer's BYOC number", {}, ROUTED],
    ["another customer's BYOC number", { from: party(OTHER_BYOC) }, NOT_ALLOWED],
    ["an unknown number", { from: party(FAR_END) }, NOT_ALLOWED],
    ["a verified Cradle number", { from: party(CRADLE) }, ROUTED],
    ["another customer's Cradle number", { from: party("+6443900002") }, NOT_ALLOWED],
    [
      "allowed P-Asserted-Identity, foreign From",
      { from: party(FAR_END), assertedIdentities: [party(BYOC)] },
      NOT_ALLOWED,
    ],
    [
      "allowed From, foreign P-Asserted-Identity",
      { assertedIdentities: [party(FAR_END)] },
      NOT_ALLOWED,
    ],
    [
      "one foreign of two P-Asserted-Identities",
      { assertedIdentities: [party(BYOC), party(OTHER_BYOC, { scheme: "tel" })] },
      NOT_ALLOWED,
    ],
    [
      "anonymous From, foreign P-Asserted-Identity",
      { from: ANONYMOUS, assertedIdentities: [party(FAR_END)] },
      NOT_ALLOWED,
    ],
    ["both allowed", { from: party(CRADLE), assertedIdentities: [party(BYOC)] }, ROUTED],
  ])("[P-15] a-number-not-allowed: %s", (_what, message, expected) => {
    expect(verdict(origination({ message }))).toBe(expected);
  });

  it("[P-15] a-number-not-allowed: a foreign A-number is the carrier's business on termination", () => {
    expect(verdict(termination({ message: { from: party("+12025550123") } }))).toBe(ROUTED);
  });

  it("[P-15] a-number-not-allowed: an inactive number, or one on another carrier", () => {
    const inactive = [numberRow(1, BYOC, { active: false })];
    expect(verdict(origination(), { phoneNumbers: inactive })).toBe(NOT_ALLOWED);
    const elsewhere = [numberRow(1, BYOC, { carrierId: TUI, trunkId: TUI_TRUNK })];
    expect(verdict(origination(), { phoneNumbers: elsewhere })).toBe(NOT_ALLOWED);
  });

  it("[P-15] a-number-not-allowed: another trunk of the same customer and carrier is fine", () => {
    const phoneNumbers = [numberRow(1, BYOC, { trunkId: KERERU_OTHER_TRUNK })];
    expect(verdict(origination(), { phoneNumbers })).toBe(ROUTED);
  });

  const fromCradle = (nowMs = NOW) => origination({ nowMs, message: { from: party(CRADLE) } });
  it.each([
    [{ validUntilMs: NOW + 1 }, ROUTED],
    [{ validUntilMs: NOW }, NOT_ALLOWED],
    [{ validUntilMs: null }, ROUTED],
    [{ verifiedFromMs: NOW }, ROUTED],
    [{ verifiedFromMs: NOW + 1 }, NOT_ALLOWED],
    [{ state: "submitted" }, NOT_ALLOWED],
    [{ state: "revoked" }, NOT_ALLOWED],
    [{ carrierId: TUI }, NOT_ALLOWED],
    [{ numberId: testId(7, 99) }, NOT_ALLOWED],
  ] as const)("[P-15] a-number-not-allowed: a verification %o: %s", (changes, expected) => {
    expect(verdict(fromCradle(), { verifications: [verificationRow(1, changes)] })).toBe(expected);
  });

  it("[P-15] a-number-not-allowed: of several verifications one that holds now is enough", () => {
    const verifications = [
      verificationRow(1, { carrierId: TUI }),
      verificationRow(2, { verifiedFromMs: NOW - 9, validUntilMs: NOW - 1 }),
      verificationRow(3),
    ];
    const policy = policyOf(worldRows({ verifications }));
    const { trace } = decide(policy, fromCradle(), surroundings());
    expect(trace.find((step) => step.rule === 15)?.because).toEqual({
      table: "verification_item",
      id: testId(8, 3),
    });
    expect(verdict(fromCradle(), { verifications: verifications.slice(0, 2) })).toBe(NOT_ALLOWED);
  });

  it.each<[string, Partial<MessageFacts>, string]>([
    ["Diversion is allowed", { diversion: party(BYOC) }, ROUTED],
    ["History-Info is allowed", { historyInfo: party(CRADLE) }, ROUTED],
    ["Diversion is foreign", { diversion: party(OTHER_BYOC) }, NOT_ALLOWED],
    [
      "Diversion is foreign, History-Info is allowed",
      { diversion: party(OTHER_BYOC), historyInfo: party(BYOC) },
      NOT_ALLOWED,
    ],
    ["there is neither", {}, NOT_ALLOWED],
  ])("[P-15] a-number-not-allowed: a forwarded call where %s", (_what, headers, expected) => {
    const message = { from: party(FAR_END), ...headers };
    expect(verdict(origination({ message }), trunkWith({ acceptForwarded: true }))).toBe(expected);
    expect(verdict(origination({ message }))).toBe(NOT_ALLOWED);
  });

  it("[P-15] a-number-not-allowed: a trunk's numbers follow its customer", () => {
    expect(verdict(origination(), trunkWith({ customerId: OTHER_CUSTOMER }))).toBe(NOT_ALLOWED);
  });
});
