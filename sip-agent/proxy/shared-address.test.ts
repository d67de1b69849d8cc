/** Responses from an address that two carriers have: whom we asked counts, not whom the look-up finds first. */
import { describe, expect, it } from "vitest";
import {
  aclRow,
  BYOC,
  FAR_END,
  gatewayRow,
  KERERU_ACL,
  KERERU_GATEWAY,
  TUI,
  testId,
  type WorldRows,
} from "@/lib/policy/test-world";
import {
  CORE,
  GATEWAY,
  OTHER_CARRIER,
  request,
  response,
  SECOND_GATEWAY,
  STRANGER,
  TRUNK_FQDN,
  Wire,
} from "./test-wire";

const kererus = gatewayRow(KERERU_GATEWAY);
const others = gatewayRow(testId(5, 8), { carrierId: TUI });
const acl = (block: string) => [
  aclRow(KERERU_ACL),
  aclRow(testId(4, 2), { carrierId: TUI, block: "198.51.100.32/28" }),
  aclRow(testId(4, 8), { carrierId: TUI, block }),
];

/** Statuses that the core hears after a gateway of Kererū's was asked and `from` has answered 486. */
function heard(rows: Partial<WorldRows>, from = GATEWAY) {
  const wire = new Wire({ rows });
  const begun = wire.send(
    CORE,
    request("INVITE", CORE, {
      uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
      from: `<sip:${BYOC}@${CORE}>;tag=caller`,
    }),
  );
  const invite = begun.find(({ message }) => message.method === "INVITE");
  if (invite?.to !== GATEWAY) throw new Error("the INVITE did not go to Kererū's gateway");
  return wire
    .send(from, response(invite.message, from, 486))
    .filter(({ to }) => to === CORE)
    .map(({ message }) => message.status);
}

describe("a response counts", () => {
  it.each<[string, Partial<WorldRows>]>([
    ["where nobody else has the address", {}],
    ["where another's gateway is there too", { gateways: [kererus, others] }],
    ["where another's gateway is found there first", { gateways: [others, kererus] }],
    ["where another's ACL has the address", { aclEntries: acl("203.0.113.10") }],
    ["where another's ACL has the network", { aclEntries: acl("203.0.113.0/24") }],
  ])("%s", (_what, rows) => {
    expect(heard(rows)).toEqual([486]);
  });
});

describe("a response is dropped", () => {
  it.each<[string, Partial<WorldRows>, string]>([
    ["from another carrier", {}, OTHER_CARRIER],
    [
      "from another carrier's gateway",
      { gateways: [kererus, { ...others, host: "203.0.113.11" }] },
      SECOND_GATEWAY,
    ],
    ["from the core", {}, "10.0.0.9:5060"],
    ["from nobody", {}, STRANGER],
  ])("%s", (_what, rows, from) => {
    expect(heard(rows, from)).toEqual([]);
  });
});
