/** Whole exchanges through the layer: CANCEL, failures, retransmissions counted in bytes, caps. */
import { describe, expect, test } from "vitest";
import { LayerUnderTest, testDestination } from "./layer-under-test";

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
      on.open("INVITE", { to: testDestination(transport), write: () => bytes });
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

  test("a large message counts as several: memory is bounded, not a number alone", () => {
    const on = new LayerUnderTest({ limits: { server: 10 } });
    const match = (n: number) =>
      ({ kind: "branch", branch: `z9hG4bK${n}`, sentBy: "pbx.example" }) as const;
    const large = { match: match(1), bytes: 60_000, to: testDestination("tcp") };
    const invite = on.serve("INVITE", large);
    expect(on.layer.stats.server).toBe(1);
    expect(on.receive("INVITE", { match: match(2), limitKey: "other" })).toEqual({
      kind: "refused",
      reason: "limit-total",
    });
    on.respond(invite, 486);
    on.receive("ACK", { match: match(1) });
    expect(on.receive("INVITE", { match: match(2), limitKey: "other" }).kind).toBe("taken");
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
