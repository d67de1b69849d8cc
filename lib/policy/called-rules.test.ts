// Rules 8 to 12, one by one.

import { describe, expect, it } from "vitest";
import { decide } from "./decide";
import type { CredentialVerdict } from "./model";
import type { CarrierRow, CredentialRow, TrunkRow } from "./rows";
import {
  aclRow,
  BYOC,
  CRADLE,
  carrierRow,
  KERERU,
  KERERU_OTHER_TRUNK,
  KERERU_TRUNK,
  NOW,
  numberRow,
  OTHER_BYOC,
  OTHER_CUSTOMER,
  origination,
  policyOf,
  surroundings,
  TUI,
  TUI_CREDENTIAL,
  TUI_TRUNK,
  termination,
  testId,
  trunkRow,
  verdict,
  worldRows,
} from "./test-world";

const CARRIER_STATES: CarrierRow["state"][] = ["draft", "ready", "suspended", "closed"];
const TRUNK_STATES: TrunkRow["state"][] = [
  "enquiry",
  "quoting",
  "configuring",
  "testing",
  "live",
  "suspended",
  "closed",
];

describe("[P-8] states", () => {
  it.each(CARRIER_STATES)("[P-8] carrier-inactive: a carrier that is %s", (state) => {
    const carriers = [carrierRow(KERERU, { state })];
    const expected = state === "ready" ? "route route null" : "reject carrier-inactive 403";
    expect(verdict(termination(), { carriers })).toBe(expected);
    expect(verdict(origination(), { carriers })).toBe(expected);
  });

  it("[P-8] carrier-inactive: a carrier that is not there", () => {
    expect(verdict(termination(), { carriers: [] })).toBe("reject carrier-inactive 403");
    expect(verdict(origination(), { carriers: [] })).toBe("reject carrier-inactive 403");
  });

  it.each(TRUNK_STATES)("[P-8] trunk-inactive: a trunk that is %s", (state) => {
    const trunks = [trunkRow(KERERU_TRUNK, { state })];
    const isOpen = state === "testing" || state === "live";
    const expected = isOpen ? "route route null" : "reject trunk-inactive 403";
    expect(verdict(termination(), { trunks })).toBe(expected);
    expect(verdict(termination({ uri: { host: "t1.byoc.example.com" } }), { trunks })).toBe(
      expected,
    );
    expect(verdict(origination(), { trunks })).toBe(expected);
  });

  it("[P-8] trunk-inactive: names the trunk, also when only the B-number tells it", () => {
    const policy = policyOf(
      worldRows({ trunks: [trunkRow(KERERU_TRUNK, { state: "suspended" })] }),
    );
    expect(decide(policy, termination(), surroundings())).toMatchObject({
      because: { table: "trunk", id: KERERU_TRUNK },
      trunkId: KERERU_TRUNK,
      carrierId: KERERU,
    });
  });

  it("[P-8] an unassigned number is no trunk's, so that only the carrier is judged", () => {
    const trunks = [trunkRow(KERERU_TRUNK, { state: "suspended" })];
    expect(verdict(termination({ uri: { user: "+6498870000" } }), { trunks })).toBe(
      "reject b-number-unassigned 404",
    );
  });
});

/** Tūī asks for digest and calls a number of its own. */
const digestWorld = (credentials: readonly CredentialRow[], carrier: Partial<CarrierRow> = {}) => ({
  carriers: [carrierRow(KERERU), carrierRow(TUI, { authMode: "acl_and_digest", ...carrier })],
  phoneNumbers: [
    numberRow(1, BYOC, { carrierId: TUI, trunkId: TUI_TRUNK, customerId: OTHER_CUSTOMER }),
  ],
  credentials,
});
const active: CredentialRow = {
  id: TUI_CREDENTIAL,
  carrierId: TUI,
  state: "active",
  retiresAtMs: null,
};
const fromTui = (credentials: CredentialVerdict, nowMs = NOW) =>
  termination({ source: "198.51.100.33", message: { credentials }, nowMs });
const verified: CredentialVerdict = { kind: "verified", credentialId: TUI_CREDENTIAL };

describe("[P-9] digest", () => {
  it("[P-9] digest-required: absent or stale credentials are asked for", () => {
    const world = digestWorld([active]);
    expect(verdict(fromTui({ kind: "absent" }), world)).toBe("challenge digest-required 407");
    expect(verdict(fromTui({ kind: "stale" }), world)).toBe("challenge digest-required 407");
    const policy = policyOf(worldRows(world));
    expect(decide(policy, fromTui({ kind: "stale" }), surroundings())).toMatchObject({
      isStale: true,
    });
    expect(decide(policy, fromTui({ kind: "absent" }), surroundings())).toMatchObject({
      isStale: false,
    });
  });

  it("[P-9] digest-required: status and algorithms are the carrier's", () => {
    const world = digestWorld([active], { digestStatus: 401, digestMd5Only: true });
    expect(
      decide(policyOf(worldRows(world)), fromTui({ kind: "absent" }), surroundings()),
    ).toMatchObject({ code: 401, md5Only: true });
  });

  it("[P-9] digest-failed: wrong credentials are asked for anew", () => {
    expect(verdict(fromTui({ kind: "wrong" }), digestWorld([active]))).toBe(
      "challenge digest-failed 407",
    );
  });

  it("[P-9] digest-failed: wrong once too often is refused without a new challenge", () => {
    expect(verdict(fromTui({ kind: "throttled" }), digestWorld([active]))).toBe(
      "reject digest-failed 403",
    );
  });

  it.each<[Partial<CredentialRow>, string]>([
    [{}, "route route null"],
    [{ state: "retiring", retiresAtMs: NOW + 1 }, "route route null"],
    [{ state: "retiring", retiresAtMs: NOW }, "challenge digest-failed 407"],
    [{ state: "retiring", retiresAtMs: null }, "challenge digest-failed 407"],
    [{ state: "revoked" }, "challenge digest-failed 407"],
    [{ carrierId: KERERU }, "challenge digest-failed 407"],
    [{ id: testId(6, 9) }, "challenge digest-failed 407"],
  ])(
    "[P-9] digest-failed: a right answer with a credential that is %o: %s",
    (changes, expected) => {
      expect(verdict(fromTui(verified), digestWorld([{ ...active, ...changes }]))).toBe(expected);
    },
  );

  it("[P-9] digest-failed: revoking the last credential opens nothing", () => {
    expect(verdict(fromTui(verified), digestWorld([]))).toBe("challenge digest-failed 407");
    expect(verdict(fromTui({ kind: "absent" }), digestWorld([]))).toBe(
      "challenge digest-required 407",
    );
  });

  it("[P-9] digest is not asked of a carrier by ACL alone, nor of the core", () => {
    expect(verdict(termination({ message: { credentials: { kind: "wrong" } } }))).toBe(
      "route route null",
    );
    expect(
      verdict(origination(), { carriers: [carrierRow(KERERU, { authMode: "acl_and_digest" })] }),
    ).toBe("route route null");
  });
});

describe("[P-10] emergency", () => {
  it.each(["111", "+64111", "+111", "112", "911", "111;phone-context=+64"])(
    "[P-10] emergency: %s",
    (user) => {
      expect(verdict(termination({ uri: { user } }))).toBe("reject emergency 403");
      expect(verdict(origination({ uri: { user } }))).toBe("reject emergency 403");
    },
  );

  it("[P-10] emergency: alerts", () => {
    const decision = decide(
      policyOf(worldRows()),
      origination({ uri: { user: "111" } }),
      surroundings(),
    );
    expect(decision).toMatchObject({
      isAlert: true,
      because: { table: "trunk", id: KERERU_TRUNK },
    });
  });

  it("[P-10] emergency: by the trunk's country, and before it is known by all of the carrier's", () => {
    const trunks = [trunkRow(KERERU_TRUNK), trunkRow(KERERU_OTHER_TRUNK, { country: "ZA" })];
    expect(verdict(origination({ uri: { user: "10111" } }), { trunks })).toBe(
      "reject b-number-format 404",
    );
    expect(verdict(termination({ uri: { user: "10111" } }), { trunks })).toBe(
      "reject emergency 403",
    );
    expect(verdict(termination({ uri: { user: null } }), { trunks })).toBe(
      "reject b-number-format 404",
    );
  });
});

describe("[P-11] b-number-format", () => {
  it.each([
    "6498879333",
    "006498879333",
    "09 887 9333",
    "+064988793",
    "+99912345678",
    "+649",
    "+64988793331111",
    "+6498879333;isub=1",
    "+6498879333 ",
    "+64-9-887-9333",
    "",
    null,
  ])("[P-11] b-number-format: %j", (user) => {
    expect(verdict(termination({ uri: { user } }))).toBe("reject b-number-format 404");
    expect(verdict(origination({ uri: { user } }))).toBe("reject b-number-format 404");
  });

  it.each([{ hasPassword: true }, { hasNumberParameter: true }])(
    "[P-11] b-number-format: nothing stands beside the number: %o",
    (uri) => {
      expect(verdict(termination({ uri }))).toBe("reject b-number-format 404");
    },
  );
});

describe("[P-12] b-number-unassigned", () => {
  it.each([
    ["nobody's number", "+6498870000", {}],
    ["a Cradle number", CRADLE, {}],
    ["an inactive number", BYOC, { phoneNumbers: [numberRow(1, BYOC, { active: false })] }],
    [
      "another carrier's number",
      BYOC,
      { phoneNumbers: [numberRow(1, BYOC, { carrierId: TUI, trunkId: TUI_TRUNK })] },
    ],
    ["a number whose trunk is not there", BYOC, { trunks: [] }],
    [
      "a number whose trunk is another carrier's",
      BYOC,
      { trunks: [trunkRow(KERERU_TRUNK, { carrierId: TUI })] },
    ],
    [
      "a number whose trunk is another customer's",
      BYOC,
      { trunks: [trunkRow(KERERU_TRUNK, { customerId: OTHER_CUSTOMER })] },
    ],
  ])("[P-12] b-number-unassigned: %s", (_what, user, rows) => {
    expect(verdict(termination({ uri: { user } }), rows)).toBe("reject b-number-unassigned 404");
  });

  it("[P-12] b-number-unassigned: a number of another trunk than the one called", () => {
    const uri = { host: "t1.byoc.example.com", user: OTHER_BYOC };
    expect(verdict(termination({ uri }))).toBe("reject b-number-unassigned 404");
    expect(verdict(termination({ uri: { user: OTHER_BYOC } }))).toBe("route route null");
  });

  it("[P-12] b-number-unassigned: an inactive number, also at its own trunk's FQDN", () => {
    const phoneNumbers = [numberRow(1, BYOC, { active: false })];
    const uri = { host: "t1.byoc.example.com" };
    expect(verdict(termination({ uri }), { phoneNumbers })).toBe("reject b-number-unassigned 404");
    expect(verdict(termination({ uri }))).toBe("route route null");
  });

  it("[P-12] b-number-unassigned: names the row that was found", () => {
    const world = worldRows({ phoneNumbers: [numberRow(1, BYOC, { active: false })] });
    const decision = decide(policyOf(world), termination(), surroundings());
    expect(decision.because).toEqual({ table: "phone_number", id: testId(7, 1) });
  });

  it("[P-12] b-number-unassigned: the source's carrier counts, not who has the number", () => {
    const aclEntries = [aclRow(testId(4, 1), { carrierId: TUI })];
    expect(verdict(termination(), { aclEntries })).toBe("reject b-number-unassigned 404");
  });
});
