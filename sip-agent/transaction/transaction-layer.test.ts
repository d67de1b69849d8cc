/** Whole exchanges through the layer: matching, CANCEL, quotas, retransmissions counted in bytes. */
import { describe, expect, test } from "vitest";
import { parseBranch } from "./branch";
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

describe("CANCEL of a request that came in", () => {
  test("[RFC3261 §9.2] it is its own transaction and names the INVITE", () => {
    const on = new LayerUnderTest();
    const invite = on.serve("INVITE");
    const cancel = on.serve("CANCEL");
    expect(on.words()).toEqual(["request INVITE", "cancel"]);
    expect(cancel.method).toBe("CANCEL");
    on.respond(cancel, 200);
    on.respond(invite, 487);
    on.receive("CANCEL");
    expect(on.words()).toEqual(["send 200", "send 487", "send 200"]);
    on.receive("ACK");
    on.wait(32_100);
    expect(on.layer.stats.server).toBe(0);
  });

  test("[RFC3261 §9.2] of another peer, or of nothing, it finds none", () => {
    const on = new LayerUnderTest();
    on.serve("INVITE");
    on.words();
    on.receive("CANCEL", { peer: "other carrier" });
    on.receive("CANCEL", { match: { kind: "branch", branch: "z9hG4bKb", sentBy: "pbx.example" } });
    expect(on.words()).toEqual(["cancel of nothing", "cancel of nothing"]);
  });
});

describe("CANCEL of a request of ours", () => {
  test("[RFC3261 §9.1] it waits for a provisional response", () => {
    const on = new LayerUnderTest();
    const invite = on.open("INVITE");
    on.cancel(invite);
    expect(on.words()).toEqual(["send INVITE"]);
    on.answer(invite, 100);
    expect(on.words()).toEqual(["response 100", "send CANCEL"]);
    on.answer(invite, 180);
    expect(on.words()).toEqual(["response 180"]);
  });

  test("[RFC3261 §9.1] after a final response it is not sent", () => {
    for (const status of [200, 486]) {
      const on = new LayerUnderTest();
      const invite = on.open("INVITE");
      on.cancel(invite);
      on.answer(invite, status);
      on.cancel(invite);
      expect(on.words()).not.toContain("send CANCEL");
    }
  });

  test("[RFC3261 §9.1] 200 to the CANCEL, then 487 to the INVITE, which is acknowledged", () => {
    const on = new LayerUnderTest();
    const invite = on.open("INVITE");
    on.answer(invite, 180);
    on.cancel(invite);
    on.cancel(invite);
    on.words();
    expect(on.answer(invite, 200, "CANCEL")).toBe(true);
    expect(on.words()).toEqual([]);
    on.answer(invite, 487);
    expect(on.words()).toEqual(["send ACK of 487 to INVITE", "response 487"]);
    on.wait(33_000);
    expect(on.layer.stats).toMatchObject({ client: 0 });
  });

  test("[RFC3261 §9.1] a 2xx that crosses the CANCEL is shown", () => {
    const on = new LayerUnderTest();
    const invite = on.open("INVITE");
    on.answer(invite, 180);
    on.cancel(invite);
    on.words();
    on.answer(invite, 200);
    expect(on.words()).toEqual(["response 200"]);
    expect(invite.state).toBe("accepted");
  });

  test("[RFC3261 §9.1] without a final response the INVITE ends 64*T1 after the CANCEL, which was repeated", () => {
    const on = new LayerUnderTest();
    const invite = on.open("INVITE");
    on.answer(invite, 180);
    on.cancel(invite);
    on.wait(31_990);
    expect(invite.state).toBe("proceeding");
    on.wait(20);
    const words = on.words();
    expect(words.filter((word) => word === "send CANCEL")).toHaveLength(11);
    expect(words.slice(-2)).toEqual(["timeout", "terminated"]);
    expect(on.layer.stats.client).toBe(0);
  });

  test("[RFC3261 §9.1] a CANCEL that cannot be sent is not reported; its INVITE's own timer ends it", () => {
    const on = new LayerUnderTest();
    const invite = on.open("INVITE");
    on.answer(invite, 180);
    on.cancel(invite);
    on.words();
    if (invite.cancelling === null) throw new Error("no CANCEL");
    on.failToSend(invite.cancelling);
    expect(on.words()).toEqual([]);
    on.wait(32_100);
    expect(on.words()).toEqual(["timeout", "terminated"]);
  });

  test("[RFC3261 §9.1] only an INVITE is cancelled", () => {
    const on = new LayerUnderTest();
    const options = on.open("OPTIONS");
    on.answer(options, 100);
    on.cancel(options);
    expect(on.words()).not.toContain("send CANCEL");
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

describe("a request that cannot be sent", () => {
  test("[RFC3261 §16.9] is over at once and reported once, whatever fails or comes later", () => {
    const on = new LayerUnderTest();
    const invite = on.open("INVITE");
    on.failToSend(invite);
    on.failToSend(invite);
    expect(on.words()).toEqual(["send INVITE", "send-failed", "terminated"]);
    expect(on.answer(invite, 200)).toBe(false);
    on.wait(600);
    expect(on.words()).toEqual([]);
    expect(on.layer.stats).toMatchObject({ client: 0, timers: 0 });
  });
});

describe("bytes sent without an answer", () => {
  const sent = (on: LayerUnderTest, word: string) => {
    const sends = on.history.filter(({ action }) => action === word);
    return { times: sends.length, bytes: sends.reduce((sum, { bytes }) => sum + bytes, 0) };
  };

  test("[RFC3261 §17.1.1.2] INVITE: 7 times over UDP, once over TCP", () => {
    for (const [transport, times] of [
      ["udp", 7],
      ["tcp", 1],
    ] as const) {
      const on = new LayerUnderTest();
      const bytes = Buffer.alloc(800, "x");
      on.open("INVITE", { to: testDestination(transport), write: () => ({ bytes, message: "i" }) });
      on.wait(120_000);
      expect(sent(on, `send ${bytes}`)).toEqual({ times, bytes: times * 800 });
    }
  });

  test("[RFC3261 §17.1.2.2] any other request: 11 times over UDP, once over TCP", () => {
    for (const [transport, times] of [
      ["udp", 11],
      ["tcp", 1],
    ] as const) {
      const on = new LayerUnderTest();
      on.open("OPTIONS", { to: testDestination(transport) });
      on.wait(120_000);
      expect(sent(on, "send OPTIONS")).toEqual({ times, bytes: times * 7 });
    }
  });

  test("[RFC3261 §17.2.1] a refusal: 11 times over UDP, once over TCP; a 2xx once", () => {
    for (const [transport, status, times] of [
      ["udp", 486, 11],
      ["tcp", 486, 1],
      ["udp", 200, 1],
    ] as const) {
      const on = new LayerUnderTest();
      on.respond(on.serve("INVITE", { to: testDestination(transport) }), status);
      on.wait(120_000);
      expect(sent(on, `send ${status}`)).toEqual({ times, bytes: times * 3 });
    }
  });

  test("[RFC3261 §17.1.1.2] the intervals of an INVITE double, with 8 ms of grain", () => {
    const on = new LayerUnderTest();
    on.open("INVITE");
    on.wait(40_000);
    const times = on.history
      .filter(({ action }) => action === "send INVITE")
      .map(({ atMs }) => atMs);
    expect(times).toEqual([0, 504, 1_504, 3_504, 7_504, 15_504, 31_504]);
  });
});

describe("bounded state", () => {
  test("a full table refuses new requests, keeps a fifth for running calls, and takes retransmissions", () => {
    const on = new LayerUnderTest({ limits: { server: 10 } });
    const match = (n: number) =>
      ({ kind: "branch", branch: `z9hG4bK${n}`, sentBy: "pbx.example" }) as const;
    for (let n = 0; n < 10; n++) {
      expect(on.receive("INVITE", { match: match(n), limitKey: String(n) }).kind).toBe("taken");
    }
    const full = { kind: "refused", reason: "limit-total" };
    expect(on.receive("INVITE", { match: match(10) })).toEqual(full);
    expect(on.receive("INVITE", { match: match(3) }).kind).toBe("taken");
    expect(on.receive("CANCEL", { match: match(3) }).kind).toBe("taken");
    expect(on.receive("CANCEL", { match: match(77) })).toEqual(full);
    expect(on.receive("BYE", { match: match(11), inDialog: true }).kind).toBe("taken");
    expect(on.receive("BYE", { match: match(12), inDialog: true })).toEqual(full);
    expect(on.layer.stats).toMatchObject({ server: 12, refused: 3 });
  });

  test("one key's share leaves the others theirs", () => {
    const on = new LayerUnderTest({ limits: { perKey: 2 } });
    const match = (n: number) =>
      ({ kind: "branch", branch: `z9hG4bK${n}`, sentBy: "pbx.example" }) as const;
    const invite = on.serve("INVITE", { match: match(1), to: testDestination("tcp") });
    on.receive("INVITE", { match: match(2) });
    expect(on.receive("INVITE", { match: match(3) })).toEqual({
      kind: "refused",
      reason: "limit-key",
    });
    expect(on.receive("INVITE", { match: match(3), limitKey: "other" }).kind).toBe("taken");
    expect(on.receive("INVITE", { match: match(4), limitKey: null }).kind).toBe("taken");
    on.respond(invite, 486);
    on.receive("ACK", { match: match(1) });
    expect(on.receive("INVITE", { match: match(3) }).kind).toBe("taken");
  });

  test("client transactions are counted too, CANCELs with their INVITE", () => {
    const on = new LayerUnderTest({ limits: { client: 2 } });
    const invite = on.open("INVITE");
    on.open("INVITE");
    expect(on.request("INVITE")).toBe("limit-total");
    on.answer(invite, 180);
    on.cancel(invite);
    expect(on.words()).toContain("send CANCEL");
    expect(on.layer.stats.client).toBe(2);
  });

  test("a request that cannot be written leaves nothing behind", () => {
    const on = new LayerUnderTest({ limits: { client: 1 } });
    const write = () => {
      throw new Error("unsafe value");
    };
    expect(() => on.request("INVITE", { write })).toThrow("unsafe value");
    expect(on.layer.stats).toMatchObject({ client: 0, timers: 0 });
    expect(on.open("INVITE").id).toBe(0);
  });

  test("responses leave for where the request said, requests for where they were sent", () => {
    const on = new LayerUnderTest();
    const there = { ...testDestination(), port: 40_000 };
    on.respond(on.serve("INVITE", { to: there }), 486);
    on.open("INVITE");
    expect(on.sends.map(({ to }) => to.port)).toEqual([40_000, 5060]);
  });
});
