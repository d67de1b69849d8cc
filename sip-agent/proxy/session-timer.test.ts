/** Who refreshes a session, whatever the two sides know of timers (RFC 4028 §8). */
import { describe, expect, it } from "vitest";
import { BYOC, FAR_END } from "@/lib/policy/test-world";
import { answered, fromCaller, onwardOf } from "./test-dialog";
import {
  CORE,
  CORE_ENDPOINT,
  FQDN,
  GATEWAY,
  request,
  response,
  SWITCH,
  TRUNK_FQDN,
  Wire,
} from "./test-wire";

describe.each([
  ["in", SWITCH, `sip:${BYOC}@${FQDN}`, `<sip:${FAR_END}@${SWITCH}>;tag=caller`, CORE_ENDPOINT],
  ["out", CORE, `sip:${FAR_END}@${TRUNK_FQDN}`, `<sip:${BYOC}@${CORE}>;tag=caller`, GATEWAY],
] as const)("a call %s", (_direction, callerAt, uri, from, calleeAt) => {
  /** The INVITE as it goes on, and its 200 as it comes back. */
  function call(headers: readonly string[], answer: readonly string[]) {
    const wire = new Wire();
    const invite = request("INVITE", callerAt, { uri, from, headers });
    const onward = wire.send(callerAt, invite).find(({ message }) => message.method === "INVITE");
    if (onward === undefined) throw new Error("the INVITE was not routed");
    const ok = wire
      .send(calleeAt, response(onward.message, calleeAt, 200, { headers: answer }))
      .find(({ message }) => message.status === 200);
    const told = (name: string) => ok?.message.lines(name) ?? [];
    return {
      asked: onward.message.lines("Session-Expires"),
      told: [told("Session-Expires"), told("Require")],
    };
  }

  it.each([
    ["neither knows timers", [], [], ["1800"], [[], []]],
    [
      "the caller alone does: it refreshes",
      ["Supported: timer"],
      [],
      ["1800"],
      [["1800;refresher=uac"], ["timer"]],
    ],
    [
      "the callee alone does: it refreshes",
      [],
      ["Session-Expires: 1800;refresher=uas"],
      ["1800"],
      [["1800;refresher=uas"], []],
    ],
    [
      "both do: what they agree on is passed",
      ["Supported: timer", "Session-Expires: 600"],
      ["Session-Expires: 600;refresher=uac", "Require: timer"],
      ["600"],
      [["600;refresher=uac"], ["timer"]],
    ],
    [
      "the caller asks and the callee knows none: what it asked for",
      ["Supported: 100rel, timer", "Session-Expires: 600;refresher=uac"],
      [],
      ["600;refresher=uac"],
      [["600;refresher=uac"], ["timer"]],
    ],
    [
      "the caller wants no less than it says",
      ["Supported: timer", "Min-SE: 3600"],
      [],
      ["3600"],
      [["3600;refresher=uac"], ["timer"]],
    ],
  ])("%s", (_what, headers, answer, asked, told) => {
    expect(call(headers, answer)).toEqual({ asked, told });
  });

  it.each(["soon", "1e3", "0x10", "-90", ""])(
    "what cannot be read is passed, and means nothing: %s",
    (value) => {
      const headers = ["Supported: timer", `Session-Expires: ${value}`];
      expect(call(headers, [])).toEqual({ asked: [value], told: [[], []] });
    },
  );
});

it("is asked for anew by each INVITE and UPDATE inside the dialog, and by nothing else", () => {
  for (const [index, method] of ["INVITE", "UPDATE", "INFO"].entries()) {
    const ends = answered(new Wire(), "out");
    const parts = { cseq: index + 3, headers: [...routesOf(ends), "Supported: timer"] };
    const { message } = onwardOf(ends, fromCaller(ends, method, parts), ends.callerAt);
    expect(message.lines("Session-Expires")).toEqual(method === "INFO" ? [] : ["1800"]);
    const back = ends.wire
      .send(ends.calleeAt, response(message, ends.calleeAt, 200))
      .find(({ message: { status } }) => status === 200);
    const expected = method === "INFO" ? [] : ["1800;refresher=uac"];
    expect(back?.message.lines("Session-Expires")).toEqual(expected);
  }
});

it("a refusal says nothing of it", () => {
  const wire = new Wire();
  const uri = `sip:${BYOC}@${FQDN}`;
  const invite = request("INVITE", SWITCH, { uri, headers: ["Supported: timer"] });
  const onward = wire.send(SWITCH, invite).find(({ message }) => message.method === "INVITE");
  if (onward === undefined) throw new Error("the INVITE was not routed");
  const back = wire.send(CORE_ENDPOINT, response(onward.message, CORE_ENDPOINT, 486));
  expect(back.at(-1)?.message.lines("Session-Expires")).toEqual([]);
});

function routesOf(ends: ReturnType<typeof answered>): string[] {
  return ends.callerRoutes.map((value) => `Route: ${value}`);
}
