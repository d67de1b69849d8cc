// The next version of a map against a plain one, over many changes.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withEntries } from "./overlay-map";

const key = fc.integer({ min: 0, max: 60 });
const step = fc.record({ gone: fc.array(key), entries: fc.array(fc.tuple(key, fc.nat())) });

/** All that can be asked of a map, its order apart. */
function seen(map: ReadonlyMap<number, number>) {
  const each: [number, number][] = [];
  map.forEach((value, at) => void each.push([at, value]));
  const inOrder = <T>(items: Iterable<T>) => [...items].sort();
  return {
    size: map.size,
    asked: Array.from({ length: 61 }, (_, at) => [map.has(at), map.get(at)]),
    entries: inOrder(map.entries()),
    iterated: inOrder(map),
    each: inOrder(each),
    keys: inOrder(map.keys()),
    values: inOrder(map.values()),
  };
}

describe("a map with a few entries changed", () => {
  it("is what a copy with the same changes is, and leaves the former one alone", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.nat())), fc.array(step), (first, steps) => {
        // Large enough that few changes are kept beside it.
        const ballast = Array.from({ length: 400 }, (_, at) => [at + 100, at] as const);
        let map: ReadonlyMap<number, number> = new Map([...ballast, ...first]);
        let plain = new Map(map);
        for (const { gone, entries } of steps) {
          const before = map;
          const beforeSeen = seen(before);
          const next = new Map(plain);
          for (const at of gone) next.delete(at);
          for (const [at, value] of entries) next.set(at, value);
          map = withEntries(map, gone, entries);
          plain = next;
          expect(seen(map)).toEqual(seen(plain));
          expect(seen(before)).toEqual(beforeSeen);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("shares the large part, and is copied once there are many changes", () => {
    const large = new Map(Array.from({ length: 10_000 }, (_, at) => [at, at]));
    let map = withEntries(large, [], [[1, 0]]);
    expect(map).not.toBeInstanceOf(Map);
    for (let at = 2; at < 400; at++) map = withEntries(map, [], [[at, 0]]);
    expect(map.size).toBe(10_000);
    expect([map.get(1), map.get(399), map.get(400)]).toEqual([0, 0, 400]);
    expect(withEntries(new Map([[1, 1]]), [], [[2, 2]])).toBeInstanceOf(Map);
  });
});
