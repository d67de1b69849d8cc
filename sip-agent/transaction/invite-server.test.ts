/** Every arrow of the INVITE server transaction, and that no other event moves it. */
import { describe, expect, test } from "vitest";
import type { TransportName } from "../transport/transport";
import { LayerUnderTest, type Server, testDestination } from "./layer-under-test";

type State = "proceeding" | "completed" | "confirmed" | "accepted";
type Run = { on: LayerUnderTest; invite: Server };

function inviteIn(state: State, transport: TransportName = "udp", answered = false): Run {
  const on = new LayerUnderTest();
  const invite = on.serve("INVITE", { to: testDestination(transport) });
  if (answered) on.respond(invite, 180);
  if (state === "completed" || state === "confirmed") on.respond(invite, 486);
  if (state === "confirmed") on.receive("ACK");
  if (state === "accepted") on.respond(invite, 200);
  expect(invite.state).toBe(state);
  on.words();
  return { on, invite };
}

const EVENTS = {
  "the INVITE again": ({ on }: Run) => on.receive("INVITE"),
  "an ACK": ({ on }: Run) => on.receive("ACK"),
  "180 from the user": ({ on, invite }: Run) => on.respond(invite, 180),
  "200 from the user": ({ on, invite }: Run) => on.respond(invite, 200),
  "486 from the user": ({ on, invite }: Run) => on.respond(invite, 486),
  "487 from the user": ({ on, invite }: Run) => on.respond(invite, 487),
  "a failed send": ({ on, invite }: Run) => on.failToSend(invite),
  "200 ms": ({ on }: Run) => on.wait(208),
  T1: ({ on }: Run) => on.wait(504),
} as const;
type EventName = keyof typeof EVENTS;

/** Clause, state, event, next state, actions. */
const ARROWS: readonly [string, State, EventName, string, readonly string[]][] = [
  ["RFC3261 §17.2.1", "proceeding", "180 from the user", "proceeding", ["send 180"]],
  ["RFC6026 §7.1", "proceeding", "200 from the user", "accepted", ["send 200"]],
  ["RFC3261 §17.2.1", "proceeding", "486 from the user", "completed", ["send 486"]],
  ["RFC3261 §9.2", "proceeding", "487 from the user", "completed", ["send 487"]],
  ["RFC3261 §17.2.1", "proceeding", "200 ms", "proceeding", ["send 100 to INVITE"]],
  ["RFC3261 §17.2.1", "proceeding", "T1", "proceeding", ["send 100 to INVITE"]],
  ["RFC6026 §7.1", "proceeding", "a failed send", "proceeding", ["respond-failed"]],
  ["RFC3261 §17.2.1", "completed", "the INVITE again", "completed", ["send 486"]],
  ["RFC3261 §17.2.1", "completed", "an ACK", "confirmed", []],
  ["RFC3261 §17.2.1", "completed", "T1", "completed", ["send 486"]],
  ["RFC6026 §7.1", "completed", "a failed send", "completed", ["respond-failed"]],
  ["RFC6026 §7.1", "confirmed", "a failed send", "confirmed", ["respond-failed"]],
  ["RFC6026 §7.1", "accepted", "200 from the user", "accepted", ["send 200"]],
  ["RFC6026 §7.1", "accepted", "an ACK", "accepted", ["ack of 2xx"]],
  ["RFC6026 §7.1", "accepted", "a failed send", "accepted", ["respond-failed"]],
];

describe("INVITE server transaction", () => {
  for (const [clause, state, event, next, actions] of ARROWS) {
    test(`[${clause}] ${state}: ${event} leads to ${next}`, () => {
      const run = inviteIn(state);
      EVENTS[event](run);
      expect(run.on.words()).toEqual(actions);
      expect(run.invite.state).toBe(next);
    });
  }

  test("[RFC3261 §17.2.1] no other event does anything in any state", () => {
    const states: readonly State[] = ["proceeding", "completed", "confirmed", "accepted"];
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

  test("[RFC3261 §17.2.1] a retransmission gets the last provisional response again", () => {
    const { on, invite } = inviteIn("proceeding");
    on.respond(invite, 180);
    on.respond(invite, 183);
    on.words();
    on.receive("INVITE");
    expect(on.words()).toEqual(["send 183"]);
  });

  test("[RFC3261 §17.2.1] 100 is sent at once when asked for, and never twice", () => {
    const { on, invite } = inviteIn("proceeding");
    on.trying(invite);
    on.trying(invite);
    on.wait(1_000);
    expect(on.words()).toEqual(["send 100 to INVITE"]);
    on.receive("INVITE");
    expect(on.words()).toEqual(["send 100 to INVITE"]);
  });

  test("[RFC3261 §17.2.1] no 100 after any other response", () => {
    for (const status of [180, 200, 486]) {
      const { on, invite } = inviteIn("proceeding", "tcp");
      on.respond(invite, status);
      on.trying(invite);
      on.wait(300);
      expect(on.words()).toEqual([`send ${status}`]);
    }
  });

  test("[RFC3261 §17.2.1] with no wait configured, 100 leaves before the request is passed up", () => {
    const on = new LayerUnderTest({ timing: { tryingMs: 0 } });
    on.receive("INVITE");
    expect(on.words()).toEqual(["send 100 to INVITE", "request INVITE"]);
  });

  test("[RFC3261 §17.2.1] timer H ends an unacknowledged refusal after 64*T1, on UDP and on TCP", () => {
    for (const transport of ["udp", "tcp"] as const) {
      const { on, invite } = inviteIn("completed", transport);
      on.wait(31_990);
      expect(invite.state).toBe("completed");
      on.words();
      on.wait(20);
      expect(on.words()).toEqual(["unacknowledged", "terminated"]);
    }
  });

  test("[RFC3261 §17.2.1] timer I absorbs ACKs for T4 on UDP, not at all on TCP", () => {
    const udp = inviteIn("confirmed");
    udp.on.wait(4_990);
    udp.on.receive("ACK");
    expect(udp.on.words()).toEqual([]);
    udp.on.wait(20);
    expect(udp.on.words()).toEqual(["terminated"]);

    const tcp = inviteIn("completed", "tcp");
    tcp.on.receive("ACK");
    expect(tcp.on.words()).toEqual(["terminated"]);
  });

  test("[RFC6026 §7.1] timer L absorbs the INVITE for 64*T1 after a 2xx, which is never sent again by itself", () => {
    for (const transport of ["udp", "tcp"] as const) {
      const { on, invite } = inviteIn("accepted", transport);
      on.wait(31_990);
      on.receive("INVITE");
      expect(on.words()).toEqual([]);
      expect(invite.state).toBe("accepted");
      on.wait(20);
      expect(on.words()).toEqual(["terminated"]);
    }
  });

  test("[RFC3261 §17.2.1] an INVITE that its user never answers is given up", () => {
    const { on, invite } = inviteIn("proceeding", "udp", true);
    on.wait(2 * (185_000 + 32_000) - 100);
    expect(invite.state).toBe("proceeding");
    on.respond(invite, 183);
    on.wait(2 * (185_000 + 32_000) - 100);
    expect(on.words()).toEqual(["send 183"]);
    on.wait(200);
    expect(on.words()).toEqual(["abandoned", "terminated"]);
  });

  test("[RFC3261 §17.2.1] impossible statuses are refused", () => {
    const { on, invite } = inviteIn("proceeding");
    for (const status of [0, 99, 700, -1, Number.NaN])
      expect(on.respond(invite, status)).toBe(false);
    expect(on.words()).toEqual([]);
  });
});
