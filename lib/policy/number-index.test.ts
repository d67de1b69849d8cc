// The index holds what a plain map of arrays holds, after any changes, and old versions stay as they were.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  emptyIndex,
  firstPlace,
  type IndexedRow,
  idAt,
  isValidAt,
  NOWHERE,
  type NumberIndex,
  NumberIndexWriter,
  nextPlace,
  refAt,
  rowsOf,
  tagAt,
} from "./number-index";
import { readUuid, uuidText } from "./uuid-words";

function words(n: number): Uint32Array {
  // Many ids with the same last word: the scan must look at all four.
  return Uint32Array.of(1, 2, n, n % 3);
}

function row(n: number, number: number, changes: Partial<IndexedRow> = {}): IndexedRow {
  return { number, id: words(n), ref: n, tag: n + 1, fromMs: n, untilMs: n + 10, ...changes };
}

/** The refs of a number's rows. */
function refsOf(index: NumberIndex, number: number): number[] {
  const refs: number[] = [];
  for (let at = firstPlace(index, number); at !== NOWHERE; at = nextPlace(index, at)) {
    refs.push(refAt(index, at));
  }
  return refs.sort((a, b) => a - b);
}

describe("number index", () => {
  it("gives back every column", () => {
    const writer = new NumberIndexWriter(emptyIndex(true));
    writer.add(row(7, 6498879333));
    const index = writer.finish();
    const at = firstPlace(index, 6498879333);
    expect(refAt(index, at)).toBe(7);
    expect(tagAt(index, at)).toBe(8);
    expect(idAt(index, at)).toBe("00000001-0000-0002-0000-000700000001");
    expect([6, 7, 16, 17].map((now) => isValidAt(index, at, now))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect([...rowsOf(index)]).toEqual([
      { number: 6498879333, id: idAt(index, at), ref: 7, tag: 8, fromMs: 7, untilMs: 17 },
    ]);
    expect(firstPlace(index, 6498879334)).toBe(NOWHERE);
  });

  it("tells numbers of 15 digits apart", () => {
    const writer = new NumberIndexWriter(emptyIndex(false));
    writer.add(row(1, 999999999999998));
    writer.add(row(2, 999999999999999));
    const index = writer.finish();
    expect(refsOf(index, 999999999999998)).toEqual([1]);
    expect(refsOf(index, 999999999999999)).toEqual([2]);
  });

  const change = fc.oneof(
    fc.record({ add: fc.integer({ min: 0, max: 60 }), number: fc.integer({ min: 1, max: 12 }) }),
    fc.record({
      remove: fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 5 }),
      // Right or wrong: it says only where to look first.
      likely: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 5 }),
    }),
  );

  it("holds what a plain map holds, version by version", () => {
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 12 }), { maxLength: 8 }), (batches) => {
        let index = emptyIndex(true);
        const plain = new Map<number, number>();
        const versions: { index: NumberIndex; rows: [number, number][] }[] = [];
        for (const batch of batches) {
          const writer = new NumberIndexWriter(index);
          for (const one of batch) {
            if ("remove" in one) {
              writer.removeIds(one.remove.map(words), one.likely);
              for (const n of one.remove) plain.delete(n);
            } else if (!plain.has(one.add)) {
              writer.add(row(one.add, one.number));
              plain.set(one.add, one.number);
            }
          }
          index = writer.finish();
          versions.push({ index, rows: [...plain] });
        }
        for (const version of versions) {
          expect(version.index.count).toBe(version.rows.length);
          for (let number = 1; number <= 12; number++) {
            const expected = version.rows.filter(([, of]) => of === number).map(([n]) => n);
            expect(refsOf(version.index, number)).toEqual(expected.sort((a, b) => a - b));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("holds 50,000 consecutive numbers, and loses none when some go", () => {
    const first = 64_900_000_000;
    const writer = new NumberIndexWriter(emptyIndex(false));
    for (let i = 0; i < 50_000; i++) writer.add(row(i, first + i));
    const index = writer.finish();
    const second = new NumberIndexWriter(index);
    second.removeIds(Array.from({ length: 100 }, (_, i) => words(i * 7)));
    const fewer = second.finish();
    expect([index.count, fewer.count]).toEqual([50_000, 49_900]);
    for (let i = 0; i < 50_000; i++) {
      expect(refAt(index, firstPlace(index, first + i))).toBe(i);
      const isGone = i % 7 === 0 && i < 700;
      expect(firstPlace(fewer, first + i) === NOWHERE).toBe(isGone);
    }
  });
});

describe("uuid words", () => {
  it("read and write any uuid", () => {
    fc.assert(
      fc.property(fc.uuid(), (text) => {
        const into = new Uint32Array(4);
        expect(readUuid(text.toUpperCase(), into)).toBe(true);
        const [a = 0, b = 0, c = 0, d = 0] = into;
        expect(uuidText(a, b, c, d)).toBe(text);
      }),
    );
  });

  it.each([
    "",
    "x",
    "00000000-0000-4000-8000-00000000000g",
    "00000000x0000-4000-8000-000000000000",
  ])("refuse %j", (text) => {
    expect(readUuid(text, new Uint32Array(4))).toBe(false);
  });
});
