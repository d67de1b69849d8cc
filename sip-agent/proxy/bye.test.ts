/** When a BYE ends a call, and when the call goes on in spite of it. */
import { describe, expect, it } from "vitest";
import { coreEndpointRow, testId } from "@/lib/policy/test-world";
import { answered, fromCallee, fromCaller, onwardOf } from "./test-dialog";
import { CORE_ENDPOINT, FQDN, response, Wire } from "./test-wire";

describe.each(["in", "out"] as const)("a BYE in a call %s", (direction) => {
  it.each([200, 408, 481])("ends the call if the far side says %i", (status) => {
    const ends = answered(new Wire(), direction);
    const { message } = onwardOf(ends, fromCaller(ends, "BYE"), ends.callerAt);
    ends.wire.send(ends.calleeAt, response(message, ends.calleeAt, status));
    expect(ends.wire.eventsOf("ended")).toMatchObject([{ by: "caller" }]);
  });

  it("ends the call if the far side says nothing", () => {
    const ends = answered(new Wire(), direction);
    onwardOf(ends, fromCallee(ends, "BYE"), ends.calleeAt);
    ends.wire.wait(33_000);
    expect(ends.wire.eventsOf("ended")).toMatchObject([{ by: "callee" }]);
  });

  it.each([403, 407, 483, 500, 503])("leaves the call up if the far side says %i", (status) => {
    const ends = answered(new Wire(), direction);
    const { message } = onwardOf(ends, fromCaller(ends, "BYE"), ends.callerAt);
    const back = ends.wire.send(ends.calleeAt, response(message, ends.calleeAt, status));
    expect(back.at(-1)?.message.status).toBeGreaterThanOrEqual(400);
    expect(ends.wire.eventsOf("ended")).toEqual([]);
  });

  it("leaves the call up if it is no younger than the INVITE", () => {
    const ends = answered(new Wire(), direction);
    const bye = fromCaller(ends, "BYE", { cseq: 1 });
    const { message } = onwardOf(ends, bye, ends.callerAt);
    ends.wire.send(ends.calleeAt, response(message, ends.calleeAt, 200));
    expect(ends.wire.eventsOf("ended")).toEqual([]);
  });
});

it("a BYE of a dialog that was not the answered one leaves the call up after 481", () => {
  const ends = answered(new Wire(), "out");
  ends.wire.replace();
  const { message } = onwardOf(ends, fromCallee(ends, "BYE"), ends.calleeAt);
  ends.wire.send(ends.callerAt, response(message, ends.callerAt, 481));
  expect(ends.wire.eventsOf("ended")).toEqual([]);
});

describe("a carrier's BYE whose Request-URI is none of ours", () => {
  const OTHER_ENDPOINT = "10.0.0.10:5060";
  const coreEndpoints = [
    coreEndpointRow(testId(5, 3)),
    coreEndpointRow(testId(5, 4), { host: "10.0.0.10", priority: 20 }),
  ];
  const astray = (uri: string, agent: "the same" | "another") => {
    const ends = answered(new Wire({ rows: { coreEndpoints } }), "in");
    if (agent === "another") ends.wire.replace();
    return { ends, ...onwardOf(ends, fromCaller(ends, "BYE", { uri }), ends.callerAt) };
  };
  const uris = [`sip:callee@${OTHER_ENDPOINT}`, `sip:nobody@${CORE_ENDPOINT}`, `sip:x@${FQDN}`];

  it.each(uris)(
    "goes to the core's Contact at the agent that knows it, and ends the call: %s",
    (uri) => {
      const { ends, to, message } = astray(uri, "the same");
      expect(to).toBe(CORE_ENDPOINT);
      expect(message.requestUri).toBe(ends.calleeContact);
      ends.wire.send(CORE_ENDPOINT, response(message, CORE_ENDPOINT, 481));
      expect(ends.wire.eventsOf("ended")).toMatchObject([{ by: "caller" }]);
    },
  );

  it.each(uris)(
    "goes to who answered at another agent, whose consent alone ends the call: %s",
    (uri) => {
      for (const answer of [481, null, 200]) {
        const { ends, to, message } = astray(uri, "another");
        expect(to).toBe(CORE_ENDPOINT);
        if (answer === null) ends.wire.wait(33_000);
        else ends.wire.send(CORE_ENDPOINT, response(message, CORE_ENDPOINT, answer));
        expect(ends.wire.eventsOf("ended")).toHaveLength(answer === 200 ? 1 : 0);
      }
    },
  );
});
