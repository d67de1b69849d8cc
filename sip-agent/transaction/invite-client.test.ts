/** Every arrow of the INVITE client transaction, and that no other event moves it. */
import { describe, expect, test } from "vitest";
import type { TransportName } from "../transport/transport";
import { type Client, LayerUnderTest, testDestination } from "./layer-under-test";

type State = "calling" | "proceeding" | "completed" | "accepted";
type Run = { on: LayerUnderTest; invite: Client };

function inviteIn(state: State, transport: TransportName = "udp"): Run {
  const on = new LayerUnderTest();
  const invite = on.open("INVITE", { to: testDestination(transport) });
  if (state === "proceeding") on.answer(invite, 180);
  if (state === "completed") on.answer(invite, 486);
  if (state === "accepted") on.answer(invite, 200);
  expect(invite.state).toBe(state);
  on.words();
  return { on, invite };
}

const EVENTS = {
  "100": ({ on, invite }: Run) => on.answer(invite, 100),
  "180": ({ on, invite }: Run) => on.answer(invite, 180),
  "199": ({ on, invite }: Run) => on.answer(invite, 199),
  "200": ({ on, invite }: Run) => on.answer(invite, 200),
  "299": ({ on, invite }: Run) => on.answer(invite, 299),
  "302": ({ on, invite }: Run) => on.answer(invite, 302),
  "486": ({ on, invite }: Run) => on.answer(invite, 486),
  "699": ({ on, invite }: Run) => on.answer(invite, 699),
  "a failed send": ({ on, invite }: Run) => on.failToSend(invite),
  T1: ({ on }: Run) => on.wait(504),
} as const;
type EventName = keyof typeof EVENTS;

/** Clause, state, event, next state, actions. */
const ARROWS: readonly [string, State, EventName, string, readonly string[]][] = [
  ["RFC3261 §17.1.1.2", "calling", "T1", "calling", ["send INVITE"]],
  ["RFC3261 §17.1.1.2", "calling", "100", "proceeding", ["response 100"]],
  ["RFC3261 §17.1.1.2", "calling", "180", "proceeding", ["response 180"]],
  ["RFC3261 §17.1.1.2", "calling", "199", "proceeding", ["response 199"]],
  ["RFC6026 §7.2", "calling", "200", "accepted", ["response 200"]],
  ["RFC6026 §7.2", "calling", "299", "accepted", ["response 299"]],
  [
    "RFC3261 §17.1.1.2",
    "calling",
    "302",
    "completed",
    ["send ACK of 302 to INVITE", "response 302"],
  ],
  [
    "RFC3261 §17.1.1.2",
    "calling",
    "486",
    "completed",
    ["send ACK of 486 to INVITE", "response 486"],
  ],
  [
    "RFC3261 §17.1.1.2",
    "calling",
    "699",
    "completed",
    ["send ACK of 699 to INVITE", "response 699"],
  ],
  ["RFC3261 §17.1.4", "calling", "a failed send", "terminated", ["send-failed", "terminated"]],
  ["RFC3261 §17.1.1.2", "proceeding", "100", "proceeding", ["response 100"]],
  ["RFC3261 §17.1.1.2", "proceeding", "180", "proceeding", ["response 180"]],
  ["RFC3261 §17.1.1.2", "proceeding", "199", "proceeding", ["response 199"]],
  ["RFC6026 §7.2", "proceeding", "200", "accepted", ["response 200"]],
  ["RFC6026 §7.2", "proceeding", "299", "accepted", ["response 299"]],
  [
    "RFC3261 §17.1.1.2",
    "proceeding",
    "302",
    "completed",
    ["send ACK of 302 to INVITE", "response 302"],
  ],
  [
    "RFC3261 §17.1.1.2",
    "proceeding",
    "486",
    "completed",
    ["send ACK of 486 to INVITE", "response 486"],
  ],
  [
    "RFC3261 §17.1.1.2",
    "proceeding",
    "699",
    "completed",
    ["send ACK of 699 to INVITE", "response 699"],
  ],
  ["RFC3261 §17.1.1.2", "completed", "302", "completed", ["send ACK of 486 to INVITE"]],
  ["RFC3261 §17.1.1.2", "completed", "486", "completed", ["send ACK of 486 to INVITE"]],
  ["RFC3261 §17.1.1.2", "completed", "699", "completed", ["send ACK of 486 to INVITE"]],
  ["RFC3261 §17.1.4", "completed", "a failed send", "terminated", ["send-failed", "terminated"]],
  ["RFC6026 §7.2", "accepted", "200", "accepted", ["response 200"]],
  ["RFC6026 §7.2", "accepted", "299", "accepted", ["response 299"]],
];

describe("INVITE client transaction", () => {
  for (const [clause, state, event, next, actions] of ARROWS) {
    test(`[${clause}] ${state}: ${event} leads to ${next}`, () => {
      const run = inviteIn(state);
      EVENTS[event](run);
      expect(run.on.words()).toEqual(actions);
      expect(run.invite.state).toBe(next);
    });
  }

  test("[RFC3261 §17.1.1.2] no other event does anything in any state", () => {
    const states: readonly State[] = ["calling", "proceeding", "completed", "accepted"];
    let checked = 0;
    for (const state of states) {
      for (const event of Object.keys(EVENTS) as EventName[]) {
        if (ARROWS.some(([, from, name]) => from === state && name === event)) continue;
        const run = inviteIn(state);
        EVENTS[event](run);
        expect([state, event, run.invite.state, run.on.words()]).toEqual([state, event, state, []]);
        checked += 1;
      }
    }
    expect(checked).toBe(states.length * Object.keys(EVENTS).length - ARROWS.length);
  });

  test("[RFC3261 §17.1.1.2] timer B ends an unanswered INVITE after 64*T1, on UDP and on TCP", () => {
    for (const transport of ["udp", "tcp"] as const) {
      const { on, invite } = inviteIn("calling", transport);
      on.wait(31_990);
      expect(invite.state).toBe("calling");
      on.words();
      on.wait(20);
      expect(on.words()).toEqual(["timeout", "terminated"]);
    }
  });

  test("[RFC3261 §17.1.1.2] a provisional response stops timers A and B", () => {
    const { on, invite } = inviteIn("proceeding");
    on.wait(60_000);
    expect(on.words()).toEqual([]);
    expect(invite.state).toBe("proceeding");
  });

  test("[RFC3261 §17.1.1.2] timer D keeps Completed for 32 s on UDP, not at all on TCP", () => {
    const udp = inviteIn("completed");
    udp.on.wait(31_990);
    expect(udp.invite.state).toBe("completed");
    udp.on.wait(20);
    expect(udp.on.words()).toEqual(["terminated"]);

    const tcp = inviteIn("proceeding", "tcp");
    tcp.on.answer(tcp.invite, 486);
    expect(tcp.on.words()).toEqual(["send ACK of 486 to INVITE", "response 486", "terminated"]);
  });

  test("[RFC3261 §17.1.1.2] timer D is 32 s even with a shorter T1", () => {
    const on = new LayerUnderTest({ timing: { t1Ms: 50 } });
    const invite = on.open("INVITE");
    on.answer(invite, 486);
    on.wait(31_990);
    expect(invite.state).toBe("completed");
  });

  test("[RFC6026 §7.2] timer M keeps Accepted for 64*T1 on any transport", () => {
    for (const transport of ["udp", "tcp"] as const) {
      const { on, invite } = inviteIn("accepted", transport);
      on.wait(31_990);
      on.answer(invite, 200);
      expect(on.words()).toEqual(["response 200"]);
      on.wait(20);
      expect(on.words()).toEqual(["terminated"]);
      expect(on.answer(invite, 200)).toBe(false);
    }
  });

  test("[RFC3261 §16.7] timer C starts again with each 101 to 199, not with 100", () => {
    const { on, invite } = inviteIn("proceeding");
    on.wait(180_000);
    on.answer(invite, 183);
    on.wait(180_000);
    on.answer(invite, 100);
    expect(on.words()).toEqual(["response 183", "response 100"]);
    on.wait(6_000);
    expect(on.words()).toEqual(["timer-c"]);
  });

  test("[RFC3261 §16.8] after timer C an INVITE that nobody answers ends 64*T1 later", () => {
    const { on } = inviteIn("proceeding");
    on.wait(185_100);
    expect(on.words()).toEqual(["timer-c"]);
    on.wait(31_000);
    expect(on.words()).toEqual([]);
    on.wait(1_100);
    expect(on.words()).toEqual(["timeout", "terminated"]);
  });

  test("[RFC3261 §16.8] timer C without a provisional response is a timeout", () => {
    const on = new LayerUnderTest({ timing: { timerCMs: 10_000 } });
    on.open("INVITE", { to: testDestination("tcp") });
    on.words();
    on.wait(10_100);
    expect(on.words()).toEqual(["timeout", "terminated"]);
  });
});
