/** What one stranger sent keeps nobody else's count out of the table. */
import { afterEach, expect, it } from "vitest";
import type { UnknownSourceCount } from "@/lib/db/call-records";
import { UnknownSources } from "../calls/unknown-sources";
import { UnknownSourceFlush } from "./unknown-source-flush";

const REFUSED = new Error("invalid input syntax for type json");
const AWAY = new Error("connection refused");
let flush: UnknownSourceFlush;

afterEach(() => flush.stop());

function under(fails: (counts: readonly UnknownSourceCount[]) => Error | null) {
  const sources = new UnknownSources();
  for (const last of [1, 2, 3]) sources.count(`192.0.2.${last}`, "udp", null, 1_000);
  const written: string[] = [];
  const refused: string[] = [];
  const outages: unknown[] = [];
  flush = new UnknownSourceFlush({
    sources,
    write: async (counts) => {
      const failure = fails(counts);
      if (failure !== null) throw failure;
      written.push(...counts.map(({ address }) => address));
    },
    isRefusedRow: (error) => error === REFUSED,
    onRefused: ({ address }) => refused.push(address),
    onOutage: (error) => outages.push(error),
    everyMs: 3_600_000,
  });
  return { sources, written, refused, outages };
}

const has = (counts: readonly UnknownSourceCount[], address: string) =>
  counts.some((count) => count.address === address);

it("leaves out the row that is refused, says so, and writes the others once", async () => {
  const { written, refused, outages } = under((counts) =>
    has(counts, "192.0.2.2") ? REFUSED : null,
  );
  await flush.flush();
  await flush.flush();
  expect(written).toEqual(["192.0.2.1", "192.0.2.3"]);
  expect(refused).toEqual(["192.0.2.2"]);
  expect(outages).toEqual([]);
});

it("counts on through an outage, and says so", async () => {
  let isAway = true;
  const { written, refused, outages } = under(() => (isAway ? AWAY : null));
  await flush.flush();
  expect([written, refused, outages]).toEqual([[], [], [AWAY]]);
  isAway = false;
  await flush.flush();
  expect(written).toHaveLength(3);
});

it("writes no row twice where an outage comes between single rows", async () => {
  let isAway = false;
  const { written, refused } = under((counts) => {
    if (counts.length > 1 && has(counts, "192.0.2.1")) return REFUSED;
    if (has(counts, "192.0.2.2") && !isAway) {
      isAway = true;
      return AWAY;
    }
    return null;
  });
  await flush.flush();
  await flush.flush();
  expect(written).toEqual(["192.0.2.1", "192.0.2.2", "192.0.2.3"]);
  expect(refused).toEqual([]);
});
