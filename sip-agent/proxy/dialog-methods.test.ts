/** Which methods pass inside a dialog; the others are told which. */
import { describe, expect, it } from "vitest";
import { KERERU_TRUNK, trunkRow } from "@/lib/policy/test-world";
import { answered, fromCallee, fromCaller, onwardOf } from "./test-dialog";
import { snapshotOf, Wire } from "./test-wire";

describe.each(["in", "out"] as const)("inside a call %sbound", (direction) => {
  it.each(["REGISTER", "MESSAGE", "SUBSCRIBE", "PUBLISH", "NOTIFY", "MADEUP"])(
    "%s is refused with 405 and Allow",
    (method) => {
      const ends = answered(new Wire(), direction);
      const requests = [
        [ends.callerAt, fromCaller(ends, method)],
        [ends.calleeAt, fromCallee(ends, method)],
      ] as const;
      for (const [from, text] of requests) {
        const sent = ends.wire.send(from, text);
        expect(sent.map(({ message }) => message.status)).toEqual([405]);
        expect(sent[0]?.message.header("Allow")).toContain("INVITE, ACK, CANCEL, BYE");
      }
    },
  );

  it("NOTIFY passes where the trunk takes REFER", () => {
    const ends = answered(new Wire(), direction);
    ends.wire.snapshot = snapshotOf({ trunks: [trunkRow(KERERU_TRUNK, { allowRefer: true })] });
    expect(onwardOf(ends, fromCallee(ends, "NOTIFY"), ends.calleeAt).to).toBe(ends.callerAt);
    expect(onwardOf(ends, fromCaller(ends, "OPTIONS"), ends.callerAt).to).toBe(ends.calleeAt);
  });
});
