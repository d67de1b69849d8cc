/** Diversion, History-Info and Referred-By toward a carrier: no number of another's, whoever calls. */
import { describe, expect, it } from "vitest";
import {
  BYOC,
  CRADLE,
  FAR_END,
  KERERU_TRUNK,
  OTHER_BYOC,
  trunkRow,
  verificationRow,
} from "@/lib/policy/test-world";
import { CORE, FQDN, GATEWAY, request, TRUNK_FQDN, Wire } from "./test-wire";

const foreign = `sip:${OTHER_BYOC}@${CORE}`;
const own = `sip:${BYOC}@${CORE}`;

function leaving(headers: readonly string[], wire = new Wire()) {
  const invite = request("INVITE", CORE, {
    uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
    from: `<${own}>;tag=caller`,
    headers,
  });
  const left = wire.send(CORE, invite).find(({ message }) => message.method === "INVITE");
  if (left?.to !== GATEWAY) throw new Error("the call is not routed");
  return left.message;
}

describe.each(["Diversion", "History-Info", "Referred-By"])("%s toward a carrier", (name) => {
  it.each([
    ["another's number", `<${foreign}>`],
    ["an unknown number", "<sip:+6443222333@example.com>"],
    ["a tel URI", `<tel:${OTHER_BYOC}>`],
    ["another's number at anonymous.invalid", `<sip:${OTHER_BYOC}@anonymous.invalid>`],
    ["an escaped number", `<sip:%2B${OTHER_BYOC.slice(1)}@${CORE}>`],
    ["somebody who is no number", `<sip:reception@${CORE}>`],
    ["what is no SIP address", "<mailto:me@example.com>"],
  ])("leaves out %s, and the call goes on", (_what, value) => {
    expect(leaving([`${name}: ${value};x=1`]).has(name)).toBe(false);
  });

  it("keeps an own number as it was written, but for its host", () => {
    const left = leaving([`${name}: "Desk" <${own}>;x=1`]);
    expect(left.lines(name)).toEqual([`"Desk" <sip:${BYOC}@${FQDN}>;x=1`]);
  });

  it("keeps who is anonymous", () => {
    const value = "<sip:anonymous@anonymous.invalid>";
    expect(leaving([`${name}: ${value}`]).lines(name)).toEqual([value]);
  });

  it("keeps all where the trunk accepts forwarded calls", () => {
    const trunks = [trunkRow(KERERU_TRUNK, { acceptForwarded: true })];
    const left = leaving([`${name}: <${foreign}>`], new Wire({ rows: { trunks } }));
    expect(left.lines(name)).toEqual([`<sip:${OTHER_BYOC}@${FQDN}>`]);
  });

  it("asks whether a verification holds now", () => {
    const value = `${name}: <sip:${CRADLE}@${CORE}>`;
    expect(leaving([value]).has(name)).toBe(true);
    const verifications = [verificationRow(1, { state: "revoked" })];
    expect(leaving([value], new Wire({ rows: { verifications } })).has(name)).toBe(false);
  });
});

it("leaves out single values among others, on one line and on several", () => {
  const left = leaving([
    `Diversion: <${foreign}>;reason=unconditional, <${own}>;reason=no-answer`,
    `Diversion: <sip:+6443222333@x>, <tel:${BYOC}>`,
  ]);
  expect(left.values("Diversion")).toEqual([
    `<sip:${BYOC}@${FQDN}>;reason=no-answer`,
    `<tel:${BYOC}>`,
  ]);
});

it("knows Referred-By by its compact name", () => {
  const left = leaving([`b: <${foreign}>`]);
  expect(left.has("Referred-By")).toBe(false);
});
