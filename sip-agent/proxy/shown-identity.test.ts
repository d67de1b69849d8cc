/** Inside a dialog the trunk's settings and rule 15 hold for what a carrier is shown, as they do for a new call. */
import { describe, expect, it } from "vitest";
import { BYOC, FAR_END, KERERU_TRUNK, trunkRow } from "@/lib/policy/test-world";
import { answered, type Ends, fromCallee, fromCaller, onwardOf } from "./test-dialog";
import { FQDN, response, snapshotOf, Wire } from "./test-wire";

const FOREIGN = "+15550001111";
const SHOWING = [
  `P-Asserted-Identity: <sip:${BYOC}@10.0.0.5>`,
  `Diversion: <sip:${BYOC}@10.0.0.5>`,
  `History-Info: <sip:${BYOC}@10.0.0.5>;index=1`,
  "Privacy: id",
];
const NAMES = ["P-Asserted-Identity", "Diversion", "History-Info", "Privacy"];

/** A call whose core end is the caller ("out") or the callee ("in"), and a request of that end. */
function coreEnd(direction: "in" | "out", trunk: Parameters<typeof trunkRow>[1] = {}) {
  const rows = { trunks: [trunkRow(KERERU_TRUNK, trunk)] };
  const ends = answered(new Wire({ rows }), direction);
  const isOut = direction === "out";
  const write = isOut ? fromCaller : fromCallee;
  const routes = isOut ? ends.callerRoutes : ends.calleeRoutes;
  const at = isOut ? ends.callerAt : ends.calleeAt;
  const from = isOut ? ends.callerFrom : ends.calleeFrom;
  let cseq = 10;
  const text = (method: string, headers: readonly string[], fromValue = from) => {
    cseq += 1;
    const lines = [...routes.map((value) => `Route: ${value}`), ...headers];
    return write(ends, method, { headers: lines, from: fromValue, cseq });
  };
  return { ends, at, from, text };
}

function statuses(ends: Ends, at: string, text: string): number[] {
  return ends.wire.send(at, text).map(({ message }) => message.status);
}

describe.each(["in", "out"] as const)("toward the carrier of a call %sbound", (direction) => {
  it("a request passes what the trunk passes, and nothing that it removes", () => {
    const open = coreEnd(direction);
    const shown = onwardOf(open.ends, open.text("INVITE", SHOWING), open.at).message;
    expect(NAMES.filter((name) => shown.has(name))).toEqual(NAMES);
    const remove = "remove" as const;
    const trunk = {
      assertedIdentity: remove,
      diversion: remove,
      historyInfo: remove,
      privacy: remove,
    };
    const closed = coreEnd(direction, trunk);
    for (const method of ["INVITE", "UPDATE", "BYE"]) {
      const { message } = onwardOf(closed.ends, closed.text(method, SHOWING), closed.at);
      expect(NAMES.filter((name) => message.has(name))).toEqual([]);
    }
  });

  it("a response too", () => {
    for (const assertedIdentity of ["pass", "remove"] as const) {
      const { ends } = coreEnd(direction, { assertedIdentity });
      const isOut = direction === "out";
      const [at, coreAt] = isOut ? [ends.calleeAt, ends.callerAt] : [ends.callerAt, ends.calleeAt];
      const asked = (isOut ? fromCallee : fromCaller)(ends, "INVITE");
      const { message } = onwardOf(ends, asked, at);
      const value = `<sip:${BYOC}@10.0.0.5>, <sip:${FOREIGN}@10.0.0.5>`;
      const headers = [`P-Asserted-Identity: ${value}`];
      const [ok] = ends.wire.send(coreAt, response(message, coreAt, 200, { headers }));
      expect(ok?.to).toBe(at);
      expect(ok?.message.values("P-Asserted-Identity")).toEqual(
        assertedIdentity === "pass" ? [`<sip:${BYOC}@${FQDN}>`] : [],
      );
    }
  });

  it("a P-Asserted-Identity that the trunk may not show is taken out, and others stay", () => {
    const { ends, at, text } = coreEnd(direction);
    const value = `<sip:${FOREIGN}@10.0.0.5>, <sip:${BYOC}@10.0.0.5>`;
    const mixed = onwardOf(ends, text("UPDATE", [`P-Asserted-Identity: ${value}`]), at).message;
    expect(mixed.values("P-Asserted-Identity")).toEqual([`<sip:${BYOC}@${FQDN}>`]);
    const alone = text("INVITE", [`P-Asserted-Identity: <tel:${FOREIGN}>`]);
    expect(onwardOf(ends, alone, at).message.has("P-Asserted-Identity")).toBe(false);
  });

  it("From becomes no number that the trunk may not show; who hangs up is heard all the same", () => {
    const { ends, at, from, text } = coreEnd(direction);
    const foreign = from.replace(/sip:[^@]*@/, `sip:${FOREIGN}@`);
    expect(statuses(ends, at, text("INVITE", [], foreign))).toEqual([403]);
    expect(statuses(ends, at, text("UPDATE", [], foreign))).toEqual([403]);
    const own = from.replace(/sip:[^@]*@/, `sip:${BYOC}@`);
    expect(onwardOf(ends, text("UPDATE", [], own), at).message.method).toBe("UPDATE");
    ends.wire.replace();
    expect(onwardOf(ends, text("INVITE", []), at).message.method).toBe("INVITE");
    expect(onwardOf(ends, text("BYE", [], foreign), at).message.method).toBe("BYE");
  });

  it("a number that stopped being the customer's goes on in its dialog, with no word from the database", () => {
    const { ends, at, text } = coreEnd(direction);
    ends.wire.snapshot = snapshotOf({ phoneNumbers: [] });
    const again = text("INVITE", [`P-Asserted-Identity: <sip:${BYOC}@10.0.0.5>`]);
    const { message } = onwardOf(ends, again, at);
    expect(message.has("P-Asserted-Identity")).toBe(true);
  });
});

it("a carrier's own From is the carrier's business", () => {
  const ends = answered(new Wire(), "out");
  const from = ends.calleeFrom.replace(FAR_END, FOREIGN);
  expect(onwardOf(ends, fromCallee(ends, "INVITE", { from }), ends.calleeAt).to).toBe(
    ends.callerAt,
  );
});
