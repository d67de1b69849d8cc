// For tests only: random configurations and requests in which things meet, and times end just before and just after.

import fc from "fast-check";
import type { CredentialVerdict, MessageFacts, PartyFacts, PolicyRequest } from "./model";
import {
  ANONYMOUS,
  aclRow,
  BYOC,
  CRADLE,
  CUSTOMER,
  carrierRow,
  coreEndpointRow,
  FAR_END,
  gatewayRow,
  KERERU,
  KERERU_TRUNK,
  NOW,
  numberRow,
  OTHER_BYOC,
  OTHER_CUSTOMER,
  origination,
  party,
  TUI,
  TUI_TRUNK,
  termination,
  testId,
  trunkRow,
  verificationRow,
  type WorldRows,
  worldRows,
} from "./test-world";

// Small universes, so that things meet; times around one instant, so that they end just before and just after.
const carrierId = fc.constantFrom(KERERU, TUI);
const customerId = fc.constantFrom(CUSTOMER, OTHER_CUSTOMER);
const instant = fc.integer({ min: NOW - 2, max: NOW + 2 });
const maybeInstant = fc.option(instant);
const usually = fc.integer({ min: 0, max: 9 }).map((n) => n > 0);
const rarely = usually.map((is) => !is);
const block = fc.constantFrom(
  "198.51.100.0/28",
  "198.51.100.0/29",
  "198.51.100.1",
  "198.51.100.32/28",
  "198.51.100.33",
  "2001:db8::/64",
);
const source = fc.constantFrom(
  "198.51.100.1",
  "198.51.100.33",
  "198.51.100.9",
  "10.0.0.5",
  "10.0.0.5",
  "10.9.0.1",
  "203.0.113.10",
  "192.0.2.1",
  "2001:db8::7",
);
const e164 = fc.constantFrom(BYOC, OTHER_BYOC, CRADLE, FAR_END, "+12025550123");
const user = fc.oneof(
  { arbitrary: e164, weight: 8 },
  { arbitrary: fc.constantFrom("111", "+64111", "6498879333", "+649", "", null), weight: 1 },
);
/** At most three of these, so that what is left stays as it is where calls are routed. */
function fewOf<T extends object>(all: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  const keys = Object.keys(all) as (keyof T)[];
  return fc.tuple(fc.record(all), fc.subarray(keys, { maxLength: 3 })).map(([values, few]) => {
    const taken: Partial<T> = {};
    for (const key of few) taken[key] = (values as T)[key];
    return taken;
  });
}

const onlyOf = (n: number) => fc.uniqueArray(fc.integer({ min: 1, max: n }), { maxLength: n });

const trunks = fc
  .tuple(
    fc.record({
      carrierId,
      customerId,
      state: fc.constantFrom("live", "live", "live", "testing", "suspended"),
      country: fc.constantFrom("NZ", "US"),
      allowedDestinations: fc.constantFrom(["NZ"], ["NZ", "US"], []),
      acceptAnonymous: fc.boolean(),
      acceptForwarded: fc.boolean(),
      invalidANumber: fc.constantFrom("refuse", "flag"),
      maxChannels: fc.constantFrom(5, 5, 5, null),
      maxCallsPerSec: fc.constantFrom(5, 5, 5, null),
      longestCallSec: fc.constantFrom(1, 3600),
    }),
    fc.record({ carrierId, customerId }),
  )
  .map(([one, two]) => [trunkRow(KERERU_TRUNK, one), trunkRow(TUI_TRUNK, two)]);

const phoneNumbers = fc
  .uniqueArray(
    fc.record({
      e164,
      isByoc: fc.boolean(),
      carrierId,
      customerId,
      trunkId: fc.constantFrom(KERERU_TRUNK, TUI_TRUNK),
      active: usually,
    }),
    { selector: (row) => row.e164, maxLength: 5 },
  )
  .map((rows) =>
    rows.map(({ e164: number, isByoc, ...row }, i) =>
      numberRow(
        i,
        number,
        isByoc ? row : { ...row, kind: "cradle", carrierId: null, trunkId: null },
      ),
    ),
  );

/** Configurations of two carriers, two customers, and hardly a table as it should be. */
export const world: fc.Arbitrary<WorldRows> = fewOf({
  trunks,
  phoneNumbers,
  carriers: fc
    .tuple(
      fc.record({
        state: fc.constantFrom("ready", "ready", "ready", "suspended"),
        authMode: fc.constantFrom("acl", "acl", "acl_and_digest"),
        maxChannels: fc.constantFrom(null, 4),
        maxCallsPerSec: fc.constantFrom(null, 4),
      }),
      rarely,
    )
    .map(([one, isAlone]) =>
      isAlone ? [carrierRow(KERERU, one)] : [carrierRow(KERERU, one), carrierRow(TUI)],
    ),
  aclEntries: fc
    .array(
      fc.record({
        carrierId,
        block,
        validFromMs: instant,
        validUntilMs: maybeInstant,
        active: usually,
        removedAtMs: maybeInstant,
        blockedNow: rarely,
      }),
      { maxLength: 4 },
    )
    .map((rows) =>
      rows
        .filter((row) => row.validUntilMs === null || row.validFromMs < row.validUntilMs)
        // The store lets no two carriers' active entries overlap at one time: one carrier a world is enough here.
        .map((row, i, all) =>
          aclRow(testId(4, i), { ...row, carrierId: all[0]?.carrierId ?? KERERU }),
        ),
    ),
  verifications: fc
    .array(
      fc.record({
        numberId: onlyOf(3).map(([n = 0]) => testId(7, n)),
        e164,
        carrierId,
        state: fc.constantFrom("verified", "verified", "revoked"),
        verifiedFromMs: instant,
        validUntilMs: maybeInstant,
      }),
      { maxLength: 5 },
    )
    .map((rows) => rows.map((row, i) => verificationRow(i, row))),
  gateways: fc
    .array(
      fc.record({
        carrierId,
        host: fc.constantFrom("203.0.113.10", "198.51.100.9", "sip.example.net"),
        enabled: usually,
        removedAtMs: fc.constantFrom(null, null, NOW - 500, NOW - 5_000_000),
        priority: fc.integer({ min: 1, max: 2 }),
      }),
      { maxLength: 3 },
    )
    .map((rows) => rows.map((row, i) => gatewayRow(testId(5, i), row))),
  credentials: fc
    .array(
      fc.record({
        carrierId,
        state: fc.constantFrom("active", "retiring", "revoked"),
        retiresAtMs: maybeInstant,
      }),
      { maxLength: 2 },
    )
    .map((rows) => rows.map((row, i) => ({ id: testId(6, i), ...row }))),
  coreEndpoints: usually.map((enabled) => [coreEndpointRow(testId(5, 9), { enabled })]),
}).map((changes) => {
  const rows = worldRows(changes);
  // A verification is joined with its number, as the store joins it.
  const verifications = rows.verifications.flatMap((item) => {
    const number = rows.phoneNumbers.find((row) => row.id === item.numberId);
    return number ? [{ ...item, e164: number.e164 }] : [];
  });
  return { ...rows, verifications };
});

const someParty: fc.Arbitrary<PartyFacts> = fc.oneof(
  { arbitrary: user.map((text) => party(text)), weight: 6 },
  {
    arbitrary: fc.constantFrom(
      ANONYMOUS,
      party(BYOC, { scheme: "tel" }),
      party(BYOC, { scheme: "x" }),
    ),
    weight: 1,
  },
);
const credentials: fc.Arbitrary<CredentialVerdict> = fc.oneof(
  fc.constantFrom({ kind: "absent" }, { kind: "stale" }, { kind: "wrong" }, { kind: "throttled" }),
  fc.constantFrom(0, 1, 2).map((n) => ({ kind: "verified" as const, credentialId: testId(6, n) })),
);
const message: fc.Arbitrary<Partial<MessageFacts>> = fewOf({
  method: fc.oneof(
    { arbitrary: fc.constant("INVITE"), weight: 12 },
    { arbitrary: fc.constantFrom("OPTIONS", "ACK", "BYE", "MESSAGE", "REFER"), weight: 1 },
  ),
  sipVersion: rarely.map((is) => (is ? "1.0" : "2.0")),
  hasToTag: rarely,
  maxForwards: fc.constantFrom(70, 70, 70, 70, null, 0),
  proxyRequire: rarely.map((is) => (is ? ["foo"] : [])),
  isLooped: rarely,
  from: someParty,
  assertedIdentities: fc.array(someParty, { maxLength: 2 }),
  privacy: fc.constantFrom<readonly string[]>([], [], [], ["id"], ["user"], ["none"]),
  diversion: fc.option(someParty),
  historyInfo: fc.option(someParty),
});
const uri = fewOf({
  scheme: fc.constantFrom("sip", "sips", "tel"),
  user,
  hasPassword: fc.boolean(),
  host: fc.constantFrom(
    "byoc.example.com",
    "t1.byoc.example.com",
    "t2.byoc.example.com",
    "example.com",
  ),
  hostKind: fc.constantFrom("name", "ipv4"),
  isOwnAddress: fc.boolean(),
  hasMaddr: rarely,
  hasNumberParameter: rarely,
});

/** Calls each way, and hardly one of them quite in order. */
export const request: fc.Arbitrary<PolicyRequest> = fc
  .record({
    isOrigination: fc.boolean(),
    credentials,
    message,
    changes: fewOf({
      source,
      resolvedTargetIds: onlyOf(3).map((ids) => ids.map((n) => testId(5, n - 1))),
      isOverRate: rarely,
      agent: fc.record({
        isDraining: rarely,
        isOverloaded: rarely,
        refusesUnknownSources: fc.boolean(),
        isEveryHopTls: fc.boolean(),
      }),
      defect: rarely.map((is) => (is ? "no Via" : null)),
      uri,
    }),
  })
  .map(({ isOrigination, credentials: verdict, message: facts, changes }) => {
    const all = { ...changes, message: { credentials: verdict, ...facts } };
    return isOrigination ? origination(all) : termination(all);
  });
