/** From the proxy's events to call records: one call, one record, with all that is known of it. */
import { describe, expect, it } from "vitest";
import type { CallRecordRow } from "@/lib/db/call-records";
import {
  BYOC,
  CUSTOMER,
  carrierRow,
  FAR_END,
  gatewayRow,
  KERERU,
  KERERU_GATEWAY,
  KERERU_TRUNK,
  testId,
  type WorldRows,
} from "@/lib/policy/test-world";
import {
  CORE,
  CORE_ENDPOINT,
  FQDN,
  GATEWAY,
  request,
  response,
  SECOND_GATEWAY,
  SWITCH,
  TRUNK_FQDN,
  Wire,
} from "../proxy/test-wire";
import { CallCounts } from "./call-counts";
import { type CallLine, CallTracker } from "./call-tracker";
import { maskSecrets } from "./mask-secrets";
import type { SpoolEntry } from "./spool-entry";

const gateways = [
  gatewayRow(KERERU_GATEWAY),
  gatewayRow(testId(5, 9), { host: "203.0.113.11", priority: 20 }),
];

/** A proxy whose events go to a tracker, and what the tracker spools. */
function tracked(samples = false, rest: Partial<WorldRows> = {}) {
  const entries: SpoolEntry[] = [];
  const lines: CallLine[] = [];
  const options = {
    agentId: "agent-1",
    now: (): number => wire.wallMs,
    monotonicMs: (): number => wire.nowMs,
    append: (entry: SpoolEntry) => entries.push(entry),
    onCall: (line: CallLine) => lines.push(line),
    hangUp: () => {},
    counts: new CallCounts(() => wire.nowMs),
  };
  const tracker: CallTracker = new CallTracker(options, []);
  const wire: Wire = new Wire({
    rows: { gateways, ...rest },
    options: {
      observe: (event) => tracker.observe(event),
      samples: () => samples,
      isSampled: (recordId) => tracker.isSampled(recordId),
    },
  });
  /** The rows as Postgres would have them, entry by entry. */
  const records = () => {
    const rows: CallRecordRow[] = [];
    for (const entry of entries) {
      if (entry.kind === "open" || entry.kind === "closed") rows.push(entry.record.row());
      if (entry.kind !== "ended") continue;
      const { recordId, ...end } = entry.end;
      const row = rows.findLast(({ id }) => id === recordId);
      if (row !== undefined) rows.push({ ...row, ...end, complete: true });
    }
    return rows;
  };
  return { wire, tracker, entries, lines, records };
}

const outbound = () =>
  request("INVITE", CORE, {
    uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
    from: `<sip:%2B6498879333@${CORE}>;tag=caller`,
    headers: [`P-Asserted-Identity: <tel:${BYOC}>`, "User-Agent: Core \u00ce\u00a9"],
  });

describe("a routed call", () => {
  it("is one record: open at its answer, complete at its end, with every target tried", () => {
    const { wire, tracker, entries, records, lines } = tracked();
    const first = wire.send(CORE, outbound()).at(-1)!.message;
    wire.wait(200);
    const second = wire.send(GATEWAY, response(first, GATEWAY, 503)).at(-1)!.message;
    wire.wait(1_000);
    wire.send(SECOND_GATEWAY, response(second, SECOND_GATEWAY, 180));
    wire.wait(3_000);
    expect(records()).toEqual([]);
    const answer = wire.send(SECOND_GATEWAY, response(second, SECOND_GATEWAY, 200))[0]!.message;
    expect(tracker.openCount).toBe(1);
    wire.wait(60_000);
    const bye = request("BYE", SECOND_GATEWAY, {
      uri: `sip:${CORE}`,
      from: `${second.header("To")};tag=callee`,
      to: second.header("From") ?? "",
      headers: second.values("Record-Route").map((value) => `Route: ${value}`),
    });
    const [onward] = wire.send(SECOND_GATEWAY, bye);
    wire.send(CORE, response(onward!.message, CORE, 200));
    expect(tracker.openCount).toBe(0);
    expect(tracker.count).toBe(0);

    const [open, closed] = records();
    expect(open).toMatchObject({ complete: false, status: 200, endedAt: null });
    expect(closed).toMatchObject({
      id: open?.id,
      complete: true,
      endedBy: "callee",
      direction: "origination",
      carrierId: KERERU,
      customerId: CUSTOMER,
      trunkId: KERERU_TRUNK,
      sourceAddress: "10.0.0.5",
      aReceived: BYOC,
      bReceived: FAR_END,
      aSent: BYOC,
      bSent: FAR_END,
      assertedReceived: [BYOC],
      userAgent: "Core Ω",
      rule: "route",
      action: "route",
      postDialDelayMs: 1_200,
      attempts: [
        { targetId: KERERU_GATEWAY, destination: "udp:203.0.113.10:5060", status: 503 },
        { targetId: testId(5, 9), destination: "udp:203.0.113.11:5060", status: 200 },
      ],
    });
    expect(closed?.trace).toHaveLength(19);
    expect(Date.parse(closed!.endedAt!) - Date.parse(closed!.answeredAt!)).toBe(60_000);
    expect(lines.map(({ what }) => what)).toEqual(["routed", "answered", "ended"]);
    // What a BYE of our own would need, both ways.
    const spooled = entries.find((entry) => entry.kind === "open");
    expect(spooled?.dialog).toMatchObject({
      callId: "call-1",
      caller: { contact: `sip:${CORE}`, peerIdentity: answer.header("To") },
      callee: { contact: `sip:${SECOND_GATEWAY}`, nextHop: `udp:${SECOND_GATEWAY}` },
    });
  });

  it("is spooled whole once more at its end only if more than the end has changed since its answer", () => {
    const lastOf = (isLate: boolean) => {
      const { wire, tracker, entries, records } = tracked();
      const first = wire.send(CORE, outbound()).at(-1)!.message;
      wire.send(GATEWAY, response(first, GATEWAY, 200));
      const { id: recordId } = records()[0]!;
      const reason = "Gone";
      if (isLate)
        tracker.observe({ kind: "target-ended", recordId, index: 0, status: 410, reason });
      tracker.observe({ kind: "ended", recordId, by: "callee", atMs: wire.wallMs });
      return [entries.at(-1)?.kind, records().at(-1)?.attempts[0]?.status];
    };
    expect(lastOf(false)).toEqual(["ended", 200]);
    expect(lastOf(true)).toEqual(["closed", 410]);
  });

  it("that rang when the process ended is closed by the next", () => {
    const { wire, tracker, entries, records } = tracked();
    wire.send(CORE, outbound());
    const [begun] = entries;
    if (begun?.kind !== "begun") throw new Error("the routed call was not spooled");
    expect([...tracker.begunCalls()].map(({ id }) => id)).toEqual([begun.record.id]);
    tracker.closeBegun([begun.record]);
    expect(records()).toMatchObject([
      { id: begun.record.id, complete: true, endedBy: "agent", status: null, answeredAt: null },
    ]);
  });

  it("that its caller gave up says so", () => {
    const { wire, records } = tracked();
    const invite = outbound().replace(/branch=[^;]*/, "branch=z9hG4bKup");
    const first = wire.send(CORE, invite).at(-1)!.message;
    wire.send(GATEWAY, response(first, GATEWAY, 180));
    wire.send(CORE, invite.replaceAll("INVITE", "CANCEL"));
    wire.send(GATEWAY, response(first, GATEWAY, 487));
    expect(records()).toMatchObject([
      {
        complete: true,
        status: 487,
        endedBy: "caller",
        answeredAt: null,
        attempts: [{ status: 487 }],
      },
    ]);
  });

  it("whose target is silent says why, in words", () => {
    const { wire, records } = tracked();
    wire.send(CORE, outbound());
    wire.wait(40_000);
    expect(records()).toMatchObject([
      {
        status: 408,
        attempts: [
          { status: null, reason: "no answer in time" },
          { status: null, reason: "Request Timeout" },
        ],
      },
    ]);
  });

  it("that nobody ends is closed after the trunk's longest call", () => {
    const { wire, tracker, records } = tracked();
    const first = wire.send(CORE, outbound()).at(-1)!.message;
    wire.send(GATEWAY, response(first, GATEWAY, 200));
    tracker.sweep(() => 3_600);
    expect(tracker.openCount).toBe(1);
    wire.nowMs += 3_700_000;
    tracker.sweep(() => 3_600);
    expect(records().at(-1)).toMatchObject({ complete: true, endedBy: "timeout" });
  });

  it.each([3_700_000, -3_700_000])("goes on when the wall clock is set by %i ms", (ms) => {
    const { wire, tracker } = tracked();
    wire.send(CORE, outbound());
    const first = wire.send(CORE, outbound()).at(-1)!.message;
    wire.send(GATEWAY, response(first, GATEWAY, 200));
    wire.wallMs += ms;
    tracker.sweep(() => 3_600);
    expect([tracker.count, tracker.openCount]).toEqual([2, 1]);
    wire.nowMs += 900_001;
    tracker.sweep(() => 3_600);
    expect([tracker.count, tracker.openCount]).toEqual([1, 1]);
  });

  it.each([
    [3_000_000, 600_000],
    [-3_000_000, 3_600_000],
  ])("that the spool kept, found after %i ms by the wall clock, has %i ms left", (gone, left) => {
    const { wire, entries } = tracked();
    const first = wire.send(CORE, outbound()).at(-1)!.message;
    wire.send(GATEWAY, response(first, GATEWAY, 200));
    const open = entries.find((entry) => entry.kind === "open")!;
    const clock = { wallMs: wire.wallMs + gone, nowMs: 50 };
    const options = {
      agentId: "agent-1",
      now: () => clock.wallMs,
      monotonicMs: () => clock.nowMs,
      append: () => {},
      onCall: () => {},
      hangUp: () => {},
      counts: new CallCounts(() => 0),
    };
    const next = new CallTracker(options, [open]);
    clock.nowMs += left;
    next.sweep(() => 3_600);
    expect(next.openCount).toBe(1);
    clock.nowMs += 1;
    next.sweep(() => 3_600);
    expect(next.openCount).toBe(0);
  });
});

describe("a refused call", () => {
  it("is a complete record with the rule, the trace and its messages", () => {
    const { wire, tracker, entries, records } = tracked();
    const proof = "0123456789abcdef".repeat(2);
    const secret = `Digest username="u", realm="r", nonce="n", uri="sip:b", response="${proof}"`;
    wire.send(
      SWITCH,
      request("INVITE", SWITCH, {
        uri: `sip:+6498879999@${FQDN}`,
        headers: [`Proxy-Authorization: ${secret}`],
      }),
    );
    expect(records()).toMatchObject([
      {
        complete: true,
        status: 404,
        rule: "b-number-unassigned",
        action: "reject",
        direction: "termination",
        carrierId: KERERU,
        endedBy: null,
        attempts: [],
      },
    ]);
    tracker.sweep(() => 0);
    const kept = entries.flatMap((entry) => (entry.kind === "messages" ? entry.messages : []));
    expect(kept.map(({ leg }) => leg)).toEqual(["from-carrier", "to-carrier"]);
    const text = kept.map(({ bytes }) => Buffer.from(bytes, "base64").toString()).join("");
    expect(text).toContain("Proxy-Authorization: [masked]");
    expect(text).not.toContain("0123456789abcdef");
    expect(text).toContain("X-Cradle-Reason: b-number-unassigned");
  });
});

describe("a challenged call", () => {
  const carriers = [carrierRow(KERERU, { authMode: "acl_and_digest" })];
  const challenged = (samples: boolean, headers: string[] = []) => {
    const { wire, tracker, entries, records } = tracked(samples, { carriers });
    wire.send(SWITCH, request("INVITE", SWITCH, { uri: `sip:${BYOC}@${FQDN}`, headers }));
    tracker.sweep(() => 0);
    const kept = entries.flatMap((entry) => (entry.kind === "messages" ? entry.messages : []));
    return { rules: records().map(({ rule }) => rule), kept: kept.length };
  };

  it("is a record, with its messages only if it is sampled", () => {
    expect(challenged(false)).toEqual({ rules: ["digest-required"], kept: 0 });
    expect(challenged(true)).toEqual({ rules: ["digest-required"], kept: 2 });
  });

  it("keeps its messages if its credentials were wrong", () => {
    const wrong = `Digest username="u", realm="${FQDN}", nonce="n", uri="sip:b", response="${"0".repeat(32)}"`;
    const headers = [`Proxy-Authorization: ${wrong}`];
    expect(challenged(false, headers)).toEqual({ rules: ["digest-failed"], kept: 2 });
  });
});

describe("a call of another process", () => {
  it("is ended by its record's id", () => {
    const { wire, entries } = tracked();
    const first = wire
      .send(SWITCH, request("INVITE", SWITCH, { uri: `sip:${BYOC}@${FQDN}` }))
      .at(-1)!.message;
    wire.send(CORE_ENDPOINT, response(first, CORE_ENDPOINT, 200));
    const open = entries.find((entry) => entry.kind === "open");
    // A tracker that never heard of it.
    const later: SpoolEntry[] = [];
    const other = new CallTracker(
      {
        agentId: "agent-2",
        now: () => wire.wallMs,
        monotonicMs: () => 0,
        append: (entry) => later.push(entry),
        onCall: () => {},
        hangUp: () => {},
        counts: new CallCounts(() => 0),
      },
      [],
    );
    const recordId = open!.record.id;
    other.observe({ kind: "ended", recordId, by: "caller", atMs: 5_000 });
    expect(later).toEqual([
      { kind: "ended", end: { recordId, endedAt: "1970-01-01T00:00:05.000Z", endedBy: "caller" } },
    ]);
  });

  it("is taken up from what the spool kept, and completed", () => {
    const { wire, entries } = tracked();
    const first = wire
      .send(SWITCH, request("INVITE", SWITCH, { uri: `sip:${BYOC}@${FQDN}` }))
      .at(-1)!.message;
    wire.send(CORE_ENDPOINT, response(first, CORE_ENDPOINT, 200));
    const open = entries.find((entry) => entry.kind === "open")!;
    const later: SpoolEntry[] = [];
    const next = new CallTracker(
      {
        agentId: "agent-1",
        now: () => wire.wallMs,
        monotonicMs: () => 0,
        append: (entry) => later.push(entry),
        onCall: () => {},
        hangUp: () => {},
        counts: new CallCounts(() => 0),
      },
      [open],
    );
    expect(next.openCount).toBe(1);
    next.observe({ kind: "ended", recordId: open.record.id, by: "callee", atMs: wire.wallMs });
    const end = { recordId: open.record.id, endedBy: "callee" };
    expect(later).toMatchObject([{ kind: "ended", end }]);
  });
});

describe("messages of a sampled call", () => {
  it("are kept from both legs, in order", () => {
    const { wire, tracker, entries } = tracked(true);
    const first = wire.send(CORE, outbound()).at(-1)!.message;
    wire.send(GATEWAY, response(first, GATEWAY, 486));
    tracker.sweep(() => 0);
    const kept = entries.flatMap((entry) => (entry.kind === "messages" ? entry.messages : []));
    expect(kept.map(({ leg, sequence }) => `${sequence} ${leg}`)).toEqual([
      "0 from-core",
      "1 to-carrier",
      "2 from-carrier",
      "3 to-core",
    ]);
  });

  it("lose whatever may hold a secret, readable or not", () => {
    expect(maskSecrets(Buffer.from("garbage\r\nAuthorization: Digest x")).toString()).toBe(
      "garbage\r\n",
    );
    expect(maskSecrets(Buffer.from("garbage")).toString()).toBe("garbage");
  });
});
