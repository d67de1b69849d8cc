/** Who calls, across the trust boundary: each of the trunk's header settings, each way, for a new call. */
import { describe, expect, it } from "vitest";
import { BYOC, FAR_END, KERERU_TRUNK, trunkRow } from "@/lib/policy/test-world";
import { answered, fromCallee, fromCaller, onwardOf } from "./test-dialog";
import { CORE, FQDN, request, response, SWITCH, TRUNK_FQDN, Wire } from "./test-wire";

const SETTINGS = [
  ["assertedIdentity", "P-Asserted-Identity"],
  ["diversion", "Diversion"],
  ["historyInfo", "History-Info"],
  ["privacy", "Privacy"],
] as const;

type Way = "toward the carrier" | "toward the core";

/** The INVITE as the far side gets it. */
function passedOn(way: Way, trunk: Parameters<typeof trunkRow>[1], more: readonly string[] = []) {
  const isOut = way === "toward the carrier";
  const number = isOut ? BYOC : FAR_END;
  const headers = [
    `P-Asserted-Identity: <sip:${number}@10.0.0.5>`,
    `Diversion: <sip:${number}@10.0.0.5>;reason=unconditional`,
    `History-Info: <sip:${number}@10.0.0.5>;index=1`,
    "Privacy: id",
    ...more,
  ];
  const from = isOut ? CORE : SWITCH;
  const uri = isOut ? `sip:${FAR_END}@${TRUNK_FQDN}` : `sip:${BYOC}@${FQDN}`;
  const caller = `<sip:${number}@10.0.0.5>;tag=caller`;
  const wire = new Wire({ rows: { trunks: [trunkRow(KERERU_TRUNK, trunk)] } });
  const sent = wire.send(from, request("INVITE", from, { uri, from: caller, headers }));
  const invite = sent.find(({ message }) => message.isRequest)?.message;
  if (invite === undefined) {
    throw new Error(`refused: ${sent.map(({ message }) => message.header("X-Cradle-Reason"))}`);
  }
  return invite;
}

describe.each(["toward the carrier", "toward the core"] as const)("%s", (way) => {
  it.each(SETTINGS)(
    "%s: remove takes %s out, pass leaves it, and neither touches the others",
    (setting, name) => {
      const all = SETTINGS.map(([, one]) => one);
      const open = passedOn(way, { [setting]: "pass" });
      expect(all.filter((one) => open.has(one))).toEqual(all);
      const closed = passedOn(way, { [setting]: "remove" });
      expect(all.filter((one) => closed.has(one))).toEqual(all.filter((one) => one !== name));
    },
  );
});

it("what a trunk takes out of new calls it takes out of a carrier's later requests and answers too", () => {
  const modes = Object.fromEntries(SETTINGS.map(([setting]) => [setting, "remove"]));
  const headers = SETTINGS.map(([, name]) =>
    name === "Privacy" ? "Privacy: id" : `${name}: <sip:+15550001111@${SWITCH}>`,
  );
  for (const direction of ["in", "out"] as const) {
    const wire = new Wire({ rows: { trunks: [trunkRow(KERERU_TRUNK, modes)] } });
    const ends = answered(wire, direction);
    const [own, peer] = direction === "in" ? [fromCaller, fromCallee] : [fromCallee, fromCaller];
    const [at, core] =
      direction === "in" ? [ends.callerAt, ends.calleeAt] : [ends.calleeAt, ends.callerAt];
    const more = direction === "in" ? ends.callerRoutes : ends.calleeRoutes;
    const routes = more.map((value) => `Route: ${value}`);
    const asked = onwardOf(ends, own(ends, "UPDATE", { headers: [...routes, ...headers] }), at);
    const refresh = onwardOf(ends, peer(ends, "UPDATE", { cseq: 3 }), core);
    const answers = wire.send(at, response(refresh.message, at, 200, { headers }));
    expect(answers.map(({ to }) => to)).toEqual([core]);
    for (const message of [asked.message, ...answers.map((one) => one.message)]) {
      expect(SETTINGS.filter(([, name]) => message.has(name))).toEqual([]);
    }
  }
});

it("toward the carrier the hosts are our FQDN, the users as they came", () => {
  const invite = passedOn("toward the carrier", {});
  expect(invite.header("P-Asserted-Identity")).toBe(`<sip:${BYOC}@${FQDN}>`);
  expect(invite.header("Diversion")).toBe(`<sip:${BYOC}@${FQDN}>;reason=unconditional`);
  expect(invite.header("History-Info")).toBe(`<sip:${BYOC}@${FQDN}>;index=1`);
  expect(invite.header("From")).toContain(`<sip:${BYOC}@${FQDN}>`);
  expect(invite.requestUri).toMatch(/;user=phone$/);
});

it("X-Cradle of a carrier never reaches the core, ours does; and none reaches a carrier", () => {
  const forged = ["X-Cradle-Trunk: forged", "X-Cradle-Customer: forged", "X-Cradle-Else: forged"];
  const inward = passedOn("toward the core", {}, forged);
  expect(inward.bytes.toString("latin1")).not.toContain("forged");
  for (const name of ["X-Cradle-Trunk", "X-Cradle-Customer", "X-Cradle-Carrier"]) {
    expect(inward.lines(name)).toHaveLength(1);
  }
  const outward = passedOn("toward the carrier", {}, forged);
  expect(outward.bytes.toString("latin1")).not.toMatch(/x-cradle/i);
});
