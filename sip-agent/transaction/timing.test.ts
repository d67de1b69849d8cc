/** The values of the timers. */
import { expect, test } from "vitest";
import { TIMING, timerMs, untilTimerEIsT2Ms } from "./timing";

const udp = { reliable: false, invite: true };
const tcp = { reliable: true, invite: true };

test("[RFC3261 §17.1.1.1] table 4 of RFC 3261 and RFC 6026's L and M, over UDP and over TCP", () => {
  const table = [
    ["timer-a", 500, null],
    ["timer-b", 32_000, 32_000],
    ["timer-c", 185_000, 185_000],
    ["timer-d", 32_000, 0],
    ["timer-e", 500, null],
    ["timer-f", 32_000, 32_000],
    ["timer-g", 500, null],
    ["timer-h", 32_000, 32_000],
    ["timer-i", 5_000, 0],
    ["timer-j", 32_000, 0],
    ["timer-k", 5_000, 0],
    ["timer-l", 32_000, 32_000],
    ["timer-m", 32_000, 32_000],
  ] as const;
  for (const [timer, overUdp, overTcp] of table) {
    expect([timer, timerMs(timer, TIMING, udp), timerMs(timer, TIMING, tcp)]).toEqual([
      timer,
      overUdp,
      overTcp,
    ]);
  }
});

test("[RFC3261 §16.6] timer C is above three minutes", () => {
  expect(TIMING.timerCMs).toBeGreaterThan(180_000);
});

test("[RFC4320 §4.1] timer E is reset to T2 after 3.5 s, and with other values in proportion", () => {
  expect(untilTimerEIsT2Ms(TIMING)).toBe(3_500);
  expect(untilTimerEIsT2Ms({ ...TIMING, t1Ms: 1_000, t2Ms: 4_000 })).toBe(3_000);
  expect(untilTimerEIsT2Ms({ ...TIMING, t1Ms: 4_000, t2Ms: 4_000 })).toBe(0);
  expect(untilTimerEIsT2Ms({ ...TIMING, t1Ms: 0 })).toBe(0);
});
