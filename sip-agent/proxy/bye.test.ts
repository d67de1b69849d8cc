/** When a BYE ends a call, and when the call goes on in spite of it. */
import { describe, expect, it } from "vitest";
import { answered, fromCallee, fromCaller, onwardOf } from "./test-dialog";
import { response, Wire } from "./test-wire";

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
