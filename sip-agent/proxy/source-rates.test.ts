/** Token buckets by source, in a table that no flood fills. */
import { expect, test } from "vitest";
import { packAddress } from "@/lib/telephony/packed-address";
import { SourceRates } from "./source-rates";

function at(text: string) {
  const packed = packAddress(text);
  if (packed === null) throw new Error(text);
  return packed;
}

/** How many of `count` requests at one instant are taken. */
function taken(rates: SourceRates, address: string, count: number, nowMs: number): number {
  let sum = 0;
  for (let n = 0; n < count; n++) sum += Number(rates.take(at(address), nowMs));
  return sum;
}

test("a burst is taken, then the rate, and no other source is concerned", () => {
  const rates = new SourceRates({ perSecond: 100, burst: 20 });
  expect(taken(rates, "198.51.100.1", 50, 1_000)).toBe(20);
  expect(taken(rates, "198.51.100.1", 50, 1_100)).toBe(10);
  expect(taken(rates, "198.51.100.2", 50, 1_100)).toBe(20);
  expect(taken(rates, "198.51.100.1", 50, 60_000)).toBe(20);
  expect(rates.refused).toBe(30 + 40 + 30 + 30);
});

test("a steady carrier at its rate is never refused", () => {
  const rates = new SourceRates({ perSecond: 100, burst: 20 });
  for (let ms = 0; ms < 60_000; ms += 10) expect(rates.take(at("198.51.100.1"), ms)).toBe(true);
});

test("0 is no limit", () => {
  const rates = new SourceRates({ perSecond: 0, burst: 1 });
  expect(taken(rates, "198.51.100.1", 10_000, 0)).toBe(10_000);
  expect(rates.size).toBe(0);
});

test("an IPv6 source is its /64", () => {
  const rates = new SourceRates({ perSecond: 10, burst: 10 });
  expect(taken(rates, "2001:db8::1", 6, 0) + taken(rates, "2001:db8::2", 6, 0)).toBe(10);
  expect(taken(rates, "2001:db8:0:1::1", 6, 0)).toBe(6);
});

test("the table keeps its size: sources beyond share one rate until others have gone quiet", () => {
  const rates = new SourceRates({ perSecond: 10, burst: 10 }, 3);
  for (let n = 1; n <= 3; n++) expect(taken(rates, `198.51.100.${n}`, 5, 1_000)).toBe(5);
  const beyond = taken(rates, "198.51.100.4", 8, 1_000) + taken(rates, "198.51.100.5", 8, 1_000);
  expect(beyond).toBe(10);
  expect(taken(rates, "198.51.100.1", 20, 1_000)).toBe(5);
  expect(rates.size).toBe(3);
  // The first has been busy until now, the others have filled up again.
  expect(taken(rates, "198.51.100.1", 1, 1_900)).toBe(1);
  expect(taken(rates, "198.51.100.6", 20, 2_000)).toBe(10);
  expect(rates.size).toBe(2);
});

test("a flood is worth a record once a second", () => {
  const rates = new SourceRates({ perSecond: 10, burst: 10 });
  const worth = [1_000, 1_001, 1_999, 2_000].map((ms) => rates.isWorthARecord(at("192.0.2.1"), ms));
  expect(worth).toEqual([true, false, false, true]);
});

test("answers to unknown sources have one rate for all", () => {
  const rates = new SourceRates({ perSecond: 10, burst: 10 });
  let answered = 0;
  for (let n = 0; n < 1_000; n++) answered += Number(rates.takeUnknown(1_000));
  expect(answered).toBe(100);
  expect(rates.size).toBe(0);
});
