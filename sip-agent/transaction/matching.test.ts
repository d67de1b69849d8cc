/** Which transaction a message belongs to, and that nobody reaches another's. */
import { describe, expect, test } from "vitest";
import { parseBranch } from "@/lib/sip/own-branch";
import { LayerUnderTest, testDestination } from "./layer-under-test";

describe("matching requests", () => {
  test("[RFC3261 §17.2.3] branch, sent-by, method and peer together make a transaction", () => {
    const on = new LayerUnderTest();
    const match = { kind: "branch", branch: "z9hG4bKa", sentBy: "pbx.example:5060" } as const;
    on.receive("INVITE");
    on.receive("INVITE", { match: { ...match, branch: "z9hG4bKb" } });
    on.receive("INVITE", { match: { ...match, sentBy: "other.example:5060" } });
    on.receive("INVITE", { match: { ...match, sentBy: "pbx.example" } });
    on.receive("OPTIONS");
    on.receive("INVITE", { peer: "other carrier" });
    expect(on.layer.stats).toMatchObject({ server: 6, retransmissionsIn: 0 });
    on.receive("INVITE", { match: { ...match, sentBy: "PBX.Example:5060" } });
    expect(on.layer.stats).toMatchObject({ server: 6, retransmissionsIn: 1 });
  });

  test("[RFC3261 §17.2.3] no field can be written so as to look like another", () => {
    const on = new LayerUnderTest();
    on.receive("INVITE", { peer: "a", match: { kind: "branch", branch: "z9hG4bKx", sentBy: "b" } });
    on.receive("INVITE", {
      peer: "a\nb",
      match: { kind: "branch", branch: "z9hG4bKx", sentBy: "" },
    });
    on.receive("INVITE", {
      peer: "a",
      match: { kind: "branch", branch: "b\nz9hG4bKx", sentBy: "" },
    });
    expect(on.layer.stats.server).toBe(3);
  });

  test("[RFC3261 §17.2.3] the ACK of a refusal is absorbed, of another peer's it is not", () => {
    const on = new LayerUnderTest();
    const invite = on.serve("INVITE");
    on.respond(invite, 403);
    on.words();
    on.receive("ACK", { peer: "other carrier" });
    expect(on.words()).toEqual(["ack of nothing"]);
    expect(invite.state).toBe("completed");
    on.receive("ACK");
    expect(on.words()).toEqual([]);
    expect(invite.state).toBe("confirmed");
  });

  test("[RFC3261 §17.1.1.3] an ACK makes no transaction", () => {
    const on = new LayerUnderTest();
    on.receive("ACK");
    expect(on.words()).toEqual(["ack of nothing"]);
    expect(on.layer.stats).toMatchObject({ server: 0, timers: 0 });
  });

  test("[RFC6026 §7.1] the ACK of a 2xx goes to the user, with or without the INVITE's branch", () => {
    const on = new LayerUnderTest();
    const invite = on.serve("INVITE");
    on.respond(invite, 200);
    on.words();
    on.receive("ACK");
    on.receive("ACK", { match: { kind: "branch", branch: "z9hG4bKack", sentBy: "pbx.example" } });
    expect(on.words()).toEqual(["ack of 2xx", "ack of nothing"]);
  });

  describe("without the magic cookie", () => {
    const match = {
      kind: "rfc2543",
      requestUri: "sip:+6498879333@byoc.example",
      fromTag: "f",
      toTag: "",
      callId: "c",
      cseq: 1,
      topVia: "SIP/2.0/UDP pbx.example",
    } as const;

    test("[RFC3261 §17.2.3] every fact must be the same for a retransmission", () => {
      const on = new LayerUnderTest();
      on.receive("INVITE", { match });
      on.receive("INVITE", { match });
      expect(on.layer.stats).toMatchObject({ server: 1, retransmissionsIn: 1 });
      const other = [
        { requestUri: "sip:x" },
        { fromTag: "g" },
        { toTag: "t" },
        { callId: "d" },
        { cseq: 2 },
        { topVia: "SIP/2.0/UDP pbx.example;branch=1" },
      ];
      for (const change of other) on.receive("INVITE", { match: { ...match, ...change } });
      expect(on.layer.stats).toMatchObject({ server: 7, retransmissionsIn: 1 });
    });

    test("[RFC3261 §17.2.3] the ACK of a refusal carries the To tag of the response", () => {
      const on = new LayerUnderTest();
      const invite = on.serve("INVITE", { match });
      on.respond(invite, 486, "ours");
      on.receive("ACK", { match: { ...match, toTag: "theirs" } });
      expect(invite.state).toBe("completed");
      on.receive("ACK", { match: { ...match, toTag: "ours" } });
      expect(invite.state).toBe("confirmed");
    });

    test("[RFC3261 §17.2.3] the ACK of a refused re-INVITE carries the dialog's To tag", () => {
      const on = new LayerUnderTest();
      const inDialog = { ...match, toTag: "dialog" };
      const invite = on.serve("INVITE", { match: inDialog });
      on.respond(invite, 488, "dialog");
      on.receive("ACK", { match: inDialog });
      expect(invite.state).toBe("confirmed");
    });

    test("[RFC3261 §9.2] CANCEL finds its INVITE", () => {
      const on = new LayerUnderTest();
      on.receive("INVITE", { match });
      on.words();
      on.receive("CANCEL", { match });
      expect(on.words()).toEqual(["cancel"]);
    });
  });
});

describe("matching responses", () => {
  test("[RFC3261 §17.1.3] id, random bits, method and peer must all be right", () => {
    const on = new LayerUnderTest();
    const invite = on.open("INVITE");
    const { branch } = invite;
    const own = parseBranch(branch);
    expect(own).toMatchObject({ id: invite.id, suffix: "" });
    const receive = (more: { branch?: string; cseqMethod?: string; peer?: string }) =>
      on.layer.receiveResponse(
        { message: "180", status: 180, branch, cseqMethod: "INVITE", peer: "carrier", ...more },
        on.nowMs,
      );
    const otherBit = branch.replace(/[0-9a-f]/, (digit) => (digit === "9" ? "8" : "9"));
    const lastBits = `${branch.slice(0, 22)}${branch[22] === "0" ? "1" : "0"}${branch.slice(23)}`;
    expect(receive({ branch: otherBit })).toBe(false);
    expect(receive({ branch: lastBits })).toBe(false);
    expect(receive({ branch: `${branch}1` })).toBe(false);
    expect(receive({ branch: `${branch}-x` })).toBe(false);
    expect(receive({ branch: "" })).toBe(false);
    expect(receive({ cseqMethod: "BYE" })).toBe(false);
    expect(receive({ cseqMethod: "CANCEL" })).toBe(false);
    expect(receive({ peer: "other carrier" })).toBe(false);
    expect(on.layer.stats.strayResponses).toBe(8);
    expect(invite.state).toBe("calling");
    expect(receive({})).toBe(true);
  });

  test("[RFC6026 §7.3] a response to a transaction that is over is nobody's, also when its id is in use again", () => {
    const on = new LayerUnderTest();
    const first = on.open("OPTIONS", { to: testDestination("tcp") });
    on.answer(first, 200);
    const second = on.open("OPTIONS");
    expect(second.id).toBe(first.id);
    expect(on.answer(first, 200)).toBe(false);
    expect(second.state).toBe("trying");
  });

  test("[RFC3261 §16.6] a suffix of the branch, for loop detection, comes back", () => {
    const on = new LayerUnderTest();
    const invite = on.open("INVITE", { branchSuffix: "loop.key" });
    expect(parseBranch(invite.branch)?.suffix).toBe("loop.key");
    expect(on.answer(invite, 180)).toBe(true);
  });

  test("[RFC3261 §9.1] an id is not given away while its CANCEL is alive", () => {
    const on = new LayerUnderTest();
    const invite = on.open("INVITE", { to: testDestination("tcp") });
    on.answer(invite, 180);
    on.cancel(invite);
    on.answer(invite, 487);
    expect(invite.state).toBe("terminated");
    expect(on.open("OPTIONS").id).not.toBe(invite.id);
    on.answer(invite, 200, "CANCEL");
    expect(on.open("OPTIONS").id).toBe(invite.id);
  });
});
