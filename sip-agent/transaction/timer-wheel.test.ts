/** The wheel against a plain list of deadlines. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { TimerWheel, WheelItem } from "./timer-wheel";

class Named extends WheelItem {
  constructor(readonly name: number) {
    super();
  }
}

/** Advances in steps of 8 ms and returns what fired, with its time. */
function run(wheel: TimerWheel<Named>, fromMs: number, toMs: number): [number, number][] {
  const fired: [number, number][] = [];
  for (let now = fromMs + 8; now <= toMs; now += 8) {
    wheel.advance(now, (item, at) => fired.push([item.name, at]));
  }
  return fired;
}

test("fires each deadline once, never early, at most a tick late, whatever the delay", () => {
  const wheel = new TimerWheel<Named>(0);
  const delays = [1, 7, 8, 9, 500, 32_000, 32_759, 32_760, 32_761, 32_768, 32_769, 65_536, 70_000];
  const items = delays.map((_, name) => new Named(name));
  for (const [name, delay] of delays.entries()) wheel.arm(items[name]!, delay);
  const fired = run(wheel, 0, 80_000);
  expect(fired.map(([name]) => name)).toEqual(delays.map((_, name) => name));
  for (const [name, at] of fired) {
    expect(at).toBeGreaterThanOrEqual(delays[name]!);
    expect(at).toBeLessThan(delays[name]! + 8);
  }
  expect(wheel.filed).toBe(0);
});

test("an item has one deadline: put off, brought forward, taken away", () => {
  const wheel = new TimerWheel<Named>(0);
  const [off, forward, away] = [new Named(0), new Named(1), new Named(2)];
  wheel.arm(off, 100);
  wheel.arm(off, 1_000);
  wheel.arm(forward, 1_000);
  wheel.arm(forward, 104);
  wheel.arm(away, 50);
  wheel.disarm(away);
  expect(run(wheel, 0, 2_000)).toEqual([
    [1, 104],
    [0, 1_000],
  ]);
  expect(wheel.filed).toBe(0);
});

test("an item armed again for its old place fires once there", () => {
  const wheel = new TimerWheel<Named>(0);
  const item = new Named(0);
  wheel.arm(item, 800);
  wheel.arm(item, 80);
  const fired: number[] = [];
  for (let now = 8; now <= 1_600; now += 8) {
    wheel.advance(now, (_, at) => {
      fired.push(at);
      if (at === 80) wheel.arm(item, 800);
    });
  }
  expect(fired).toEqual([80, 800]);
  expect(wheel.filed).toBe(0);
});

test("an item that arms itself for the past does not hold the loop", () => {
  const wheel = new TimerWheel<Named>(0);
  let times = 0;
  wheel.arm(new Named(0), 10);
  wheel.advance(80, (item) => {
    times += 1;
    wheel.arm(item, 0);
  });
  // Once in each tick that the clock has jumped over, not without end.
  expect(times).toBe(9);
});

test("a clock that jumps by hours fires what was due on the way, in order, in no time", () => {
  const wheel = new TimerWheel<Named>(5_000);
  const delays = [14_400_000, 90_000, 12];
  for (const [name, delay] of delays.entries()) wheel.arm(new Named(name), 5_000 + delay);
  const fired: number[] = [];
  wheel.advance(5_000 + 20_000_000, (item) => fired.push(item.name));
  expect(fired).toEqual([2, 1, 0]);
  expect(wheel.filed).toBe(0);
});

test("a clock that goes back does nothing", () => {
  const wheel = new TimerWheel<Named>(5_000);
  wheel.arm(new Named(0), 5_010);
  const fired: number[] = [];
  wheel.advance(1_000, (item) => fired.push(item.name));
  expect(fired).toEqual([]);
  wheel.advance(5_016, (item) => fired.push(item.name));
  expect(fired).toEqual([0]);
});

test("agrees with a list of deadlines over any sequence of arming, disarming and waiting", () => {
  const step = fc.oneof(
    fc.record({ what: fc.constant("arm"), item: fc.nat(4), ms: fc.nat(100_000) }),
    fc.record({ what: fc.constant("disarm"), item: fc.nat(4), ms: fc.constant(0) }),
    fc.record({ what: fc.constant("wait"), item: fc.constant(0), ms: fc.nat(50_000) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const wheel = new TimerWheel<Named>(0);
      const items = [0, 1, 2, 3, 4].map((name) => new Named(name));
      /** Name to the tick in which it is to fire: that of its deadline, but never the present one. */
      const due = new Map<number, number>();
      let now = 0;
      for (const { what, item, ms } of [...steps, { what: "wait", item: 0, ms: 200_000 }]) {
        if (what === "arm") {
          wheel.arm(items[item]!, now + ms);
          due.set(item, Math.max(Math.ceil((now + ms) / 8), Math.floor(now / 8) + 1));
        } else if (what === "disarm") {
          wheel.disarm(items[item]!);
          due.delete(item);
        } else {
          now += ms;
          const expected = [...due].filter(([, tick]) => tick <= Math.floor(now / 8));
          const fired: number[] = [];
          wheel.advance(now, ({ name }) => fired.push(name));
          expect(fired.toSorted()).toEqual(expected.map(([name]) => name).toSorted());
          for (const name of fired) due.delete(name);
        }
      }
      expect(due.size).toBe(0);
      expect(wheel.filed).toBe(0);
    }),
  );
});

test("an item whose firing throws takes no other of its slot with it", () => {
  const wheel = new TimerWheel<Named>(0);
  for (const name of [0, 1, 2]) wheel.arm(new Named(name), 100);
  const fired: number[] = [];
  const fire = ({ name }: Named) => {
    if (name === 1) throw new Error("once");
    fired.push(name);
  };
  expect(() => wheel.advance(104, fire)).toThrow("once");
  expect(fired).toEqual([0]);
  wheel.advance(104, fire);
  expect(fired).toEqual([0, 2]);
  expect(wheel.filed).toBe(0);
});
