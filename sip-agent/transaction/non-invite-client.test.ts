/** Every arrow of the non-INVITE client transaction, and that no other event moves it. */
import { describe, expect, test } from "vitest";
import type { TransportName } from "../transport/transport";
import { type Client, LayerUnderTest, testDestination } from "./layer-under-test";

type State = "trying" | "proceeding" | "completed";
type Run = { on: LayerUnderTest; bye: Client };

function byeIn(state: State, transport: TransportName = "udp"): Run {
  const on = new LayerUnderTest();
  const bye = on.open("BYE", { to: testDestination(transport) });
  if (state === "proceeding") on.answer(bye, 100);
  if (state === "completed") on.answer(bye, 200);
  expect(bye.state).toBe(state);
  on.words();
  return { on, bye };
}

const EVENTS = {
  "100": ({ on, bye }: Run) => on.answer(bye, 100),
  "183": ({ on, bye }: Run) => on.answer(bye, 183),
  "200": ({ on, bye }: Run) => on.answer(bye, 200),
  "481": ({ on, bye }: Run) => on.answer(bye, 481),
  "a failed send": ({ on, bye }: Run) => on.failToSend(bye),
  T1: ({ on }: Run) => on.wait(504),
} as const;
type EventName = keyof typeof EVENTS;

/** Clause, state, event, next state, actions. */
const ARROWS: readonly [string, State, EventName, string, readonly string[]][] = [
  ["RFC3261 §17.1.2.2", "trying", "T1", "trying", ["send BYE"]],
  ["RFC3261 §17.1.2.2", "trying", "100", "proceeding", ["response 100"]],
  ["RFC3261 §17.1.2.2", "trying", "183", "proceeding", ["response 183"]],
  ["RFC3261 §17.1.2.2", "trying", "200", "completed", ["response 200"]],
  ["RFC3261 §17.1.2.2", "trying", "481", "completed", ["response 481"]],
  ["RFC3261 §17.1.4", "trying", "a failed send", "terminated", ["send-failed", "terminated"]],
  // Timer E was armed with T1 when the request left, so its next firing is not moved by the provisional response.
  ["RFC3261 §17.1.2.2", "proceeding", "T1", "proceeding", ["send BYE"]],
  ["RFC3261 §17.1.2.2", "proceeding", "100", "proceeding", ["response 100"]],
  ["RFC3261 §17.1.2.2", "proceeding", "183", "proceeding", ["response 183"]],
  ["RFC3261 §17.1.2.2", "proceeding", "200", "completed", ["response 200"]],
  ["RFC3261 §17.1.2.2", "proceeding", "481", "completed", ["response 481"]],
  ["RFC3261 §17.1.4", "proceeding", "a failed send", "terminated", ["send-failed", "terminated"]],
];

describe("non-INVITE client transaction", () => {
  for (const [clause, state, event, next, actions] of ARROWS) {
    test(`[${clause}] ${state}: ${event} leads to ${next}`, () => {
      const run = byeIn(state);
      EVENTS[event](run);
      expect(run.on.words()).toEqual(actions);
      expect(run.bye.state).toBe(next);
    });
  }

  test("[RFC3261 §17.1.2.2] retransmitted responses and late errors do nothing in Completed", () => {
    for (const event of Object.keys(EVENTS) as EventName[]) {
      const run = byeIn("completed");
      EVENTS[event](run);
      expect([event, run.bye.state, run.on.words()]).toEqual([event, "completed", []]);
    }
  });

  test("[RFC3261 §17.1.2.2] timer F ends it after 64*T1 in Trying and in Proceeding, on UDP and on TCP", () => {
    for (const transport of ["udp", "tcp"] as const) {
      for (const state of ["trying", "proceeding"] as const) {
        const { on, bye } = byeIn(state, transport);
        on.wait(31_990);
        expect(bye.state).toBe(state);
        on.words();
        on.wait(20);
        expect(on.words()).toEqual(["timeout", "terminated"]);
      }
    }
  });

  test("[RFC3261 §17.1.2.2] timer E fires every T2 in Proceeding", () => {
    const { on } = byeIn("proceeding");
    on.wait(20_000);
    expect(
      on.history.filter(({ action }) => action === "send BYE").map(({ atMs }) => atMs),
    ).toEqual([0, 504, 4_504, 8_504, 12_504, 16_504]);
  });

  test("[RFC3261 §17.1.2.2] timer K absorbs responses for T4 on UDP, not at all on TCP", () => {
    const udp = byeIn("completed");
    udp.on.wait(4_990);
    expect(udp.on.answer(udp.bye, 200)).toBe(true);
    expect(udp.on.words()).toEqual([]);
    udp.on.wait(20);
    expect(udp.on.words()).toEqual(["terminated"]);
    expect(udp.on.answer(udp.bye, 200)).toBe(false);

    const tcp = byeIn("trying", "tcp");
    tcp.on.answer(tcp.bye, 200);
    expect(tcp.on.words()).toEqual(["response 200", "terminated"]);
  });
});
