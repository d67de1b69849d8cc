/** Every arrow of the non-INVITE server transaction, and that no other event moves it. */
import { describe, expect, test } from "vitest";
import type { TransportName } from "../transport/transport";
import { LayerUnderTest, type Server, testDestination } from "./layer-under-test";

type State = "trying" | "proceeding" | "completed";
type Run = { on: LayerUnderTest; bye: Server };

function byeIn(state: State, transport: TransportName = "udp"): Run {
  const on = new LayerUnderTest();
  const bye = on.serve("BYE", { to: testDestination(transport) });
  if (state === "proceeding") {
    on.wait(3_504);
  }
  if (state === "completed") on.respond(bye, 200);
  expect(bye.state).toBe(state);
  on.words();
  return { on, bye };
}

const EVENTS = {
  "the request again": ({ on }: Run) => on.receive("BYE"),
  "100 from the user": ({ on, bye }: Run) => on.respond(bye, 100),
  "180 from the user": ({ on, bye }: Run) => on.respond(bye, 180),
  "200 from the user": ({ on, bye }: Run) => on.respond(bye, 200),
  "408 from the user": ({ on, bye }: Run) => on.respond(bye, 408),
  "481 from the user": ({ on, bye }: Run) => on.respond(bye, 481),
  "a failed send": ({ on, bye }: Run) => on.failToSend(bye),
  "3.5 s": ({ on }: Run) => on.wait(3_504),
} as const;
type EventName = keyof typeof EVENTS;

/** Clause, state, event, next state, actions. */
const ARROWS: readonly [string, State, EventName, string, readonly string[]][] = [
  ["RFC3261 §17.2.2", "trying", "200 from the user", "completed", ["send 200"]],
  ["RFC3261 §17.2.2", "trying", "481 from the user", "completed", ["send 481"]],
  ["RFC4320 §4.1", "trying", "3.5 s", "proceeding", ["send 100 to BYE"]],
  ["RFC3261 §17.2.2", "proceeding", "the request again", "proceeding", ["send 100 to BYE"]],
  ["RFC3261 §17.2.2", "proceeding", "100 from the user", "proceeding", ["send 100"]],
  ["RFC3261 §17.2.2", "proceeding", "200 from the user", "completed", ["send 200"]],
  ["RFC3261 §17.2.2", "proceeding", "481 from the user", "completed", ["send 481"]],
  [
    "RFC3261 §17.2.4",
    "proceeding",
    "a failed send",
    "terminated",
    ["respond-failed", "terminated"],
  ],
  ["RFC3261 §17.2.2", "completed", "the request again", "completed", ["send 200"]],
  ["RFC3261 §17.2.4", "completed", "a failed send", "terminated", ["respond-failed", "terminated"]],
];

describe("non-INVITE server transaction", () => {
  for (const [clause, state, event, next, actions] of ARROWS) {
    test(`[${clause}] ${state}: ${event} leads to ${next}`, () => {
      const run = byeIn(state);
      EVENTS[event](run);
      expect(run.on.words()).toEqual(actions);
      expect(run.bye.state).toBe(next);
    });
  }

  test("[RFC3261 §17.2.2] no other event does anything in any state", () => {
    const states: readonly State[] = ["trying", "proceeding", "completed"];
    let checked = 0;
    for (const state of states) {
      for (const event of Object.keys(EVENTS) as EventName[]) {
        if (ARROWS.some(([, from, name]) => from === state && name === event)) continue;
        const run = byeIn(state);
        EVENTS[event](run);
        expect([state, event, run.bye.state, run.on.words()]).toEqual([state, event, state, []]);
        checked += 1;
      }
    }
    expect(checked).toBe(states.length * Object.keys(EVENTS).length - ARROWS.length);
  });

  test("[RFC4320 §4.1] 100 is allowed at any time on TCP, and must come after 3.5 s there too", () => {
    const early = byeIn("trying", "tcp");
    expect(early.on.respond(early.bye, 100)).toBe(true);
    const late = byeIn("trying", "tcp");
    late.on.wait(3_504);
    expect(late.on.words()).toEqual(["send 100 to BYE"]);
  });

  test("[RFC4320 §4.1] no provisional response but 100 is ever sent", () => {
    const { on, bye } = byeIn("trying", "tcp");
    for (const status of [101, 180, 183, 199]) expect(on.respond(bye, status)).toBe(false);
    expect(on.words()).toEqual([]);
  });

  test("[RFC4320 §4.2] no 408 is ever sent, and nothing after the client's timer F", () => {
    const { on, bye } = byeIn("trying", "tcp");
    expect(on.respond(bye, 408)).toBe(false);
    on.wait(31_990);
    on.words();
    on.wait(20);
    expect(on.words()).toEqual(["abandoned", "terminated"]);
    expect(on.respond(bye, 200)).toBe(false);
    expect(on.words()).toEqual([]);
  });

  test("[RFC3261 §17.2.2] timer J absorbs the request for 64*T1 on UDP, not at all on TCP", () => {
    const udp = byeIn("completed");
    udp.on.wait(31_990);
    udp.on.receive("BYE");
    expect(udp.on.words()).toEqual(["send 200"]);
    udp.on.wait(20);
    expect(udp.on.words()).toEqual(["terminated"]);

    const tcp = byeIn("trying", "tcp");
    tcp.on.respond(tcp.bye, 200);
    expect(tcp.on.words()).toEqual(["send 200", "terminated"]);
  });
});
