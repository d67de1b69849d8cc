/** "Send OPTIONS now": every place is told of, and whoever is silent is told of before the deadline. */
import { expect, it } from "vitest";
import { type OptionsAnswer, type OptionsCommand, OptionsCommands } from "./options-commands";
import type { CheckResult, PlaceWatch } from "./target-health";

const COMMAND: OptionsCommand = { id: "c1", targetId: "t1", deadlineMs: 12_000 };
const PLACE = { transport: "udp", port: 5060, from: "127.0.0.1" } as const;
const TARGET = { side: "carrier", carrierId: "c", host: "gw.example", port: null } as const;

function commands(waiting: OptionsCommand[], knows = true) {
  const written: { id: string; state: string; result: OptionsAnswer }[] = [];
  const asked: { onEnd: (result: CheckResult) => void; watch: PlaceWatch }[] = [];
  const timers: { work: () => void; ms: number }[] = [];
  const all = new OptionsCommands({
    claim: async () => waiting.splice(0),
    finish: async (id, outcome) => void written.push({ id, ...outcome }),
    targetOf: (id) => (knows ? { ...TARGET, id, transport: "udp" } : null),
    ask: (_target, onEnd, watch) => asked.push({ onEnd, watch }),
    wallMs: () => 0,
    later: (work, ms) => timers.push({ work, ms }),
    onError: (error) => {
      throw error;
    },
  });
  return { all, written, asked, timers };
}

it("tells what each address said, once all have answered", async () => {
  const { all, written, asked, timers } = commands([COMMAND]);
  await all.look();
  asked[0]?.watch.begun([
    { ...PLACE, address: "192.0.2.1" },
    { ...PLACE, address: "192.0.2.2" },
  ]);
  asked[0]?.watch.ended(0, { status: 503, reason: "Busy", roundTripMs: 3.4 });
  expect(written).toEqual([]);
  asked[0]?.watch.ended(1, { status: 200, reason: "OK", roundTripMs: 8.6 });
  timers[0]?.work();
  expect(written).toEqual([
    {
      ...{ id: "c1", state: "done" },
      result: {
        ...{ isUp: true, reason: "200 OK", roundTripMs: 9 },
        places: [
          { ...PLACE, address: "192.0.2.1", status: 503, reason: "Busy", roundTripMs: 3 },
          { ...PLACE, address: "192.0.2.2", status: 200, reason: "OK", roundTripMs: 9 },
        ],
      },
    },
  ]);
});

it("says before the deadline who is silent", async () => {
  const { all, written, asked, timers } = commands([COMMAND]);
  await all.look();
  asked[0]?.watch.begun([{ ...PLACE, address: "192.0.2.1" }]);
  expect(timers.map(({ ms }) => ms)).toEqual([10_500]);
  timers[0]?.work();
  asked[0]?.watch.ended(0, { status: null, reason: "late", roundTripMs: 32_000 });
  expect(written).toMatchObject([
    { state: "done", result: { isUp: false, reason: "no answer within 11 s", roundTripMs: null } },
  ]);
});

it("says why there is no address to ask", async () => {
  const { all, written, asked } = commands([COMMAND]);
  await all.look();
  asked[0]?.onEnd({ status: null, reason: "name does not resolve: NXDOMAIN", roundTripMs: 0 });
  expect(written).toMatchObject([
    { state: "done", result: { isUp: false, reason: "name does not resolve: NXDOMAIN" } },
  ]);
});

it("fails where the target is not in its configuration", async () => {
  const { all, written } = commands([COMMAND], false);
  await all.look();
  expect(written).toMatchObject([{ state: "failed", result: { isUp: false, places: [] } }]);
});
