/** The table of a measurement, and whether all aims were reached. */
import type { Figures } from "./measure";

const AIM_P95_MS = 150;
const AIM_SCRIPT_BYTES = 200_000;

/** @returns whether every page reached the aims */
export function printTable(figures: readonly Figures[]): boolean {
  console.log("| page | addresses | p50 ms | p95 ms | p99 ms | cpu ms | HTML kB | script kB | |");
  console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
  let good = true;
  for (const page of figures) {
    const p95 = percentile(page.ms, 0.95);
    const misses = [
      ...(p95 > AIM_P95_MS ? [`misses ${AIM_P95_MS} ms: ${page.slowest}`] : []),
      ...(page.scriptBytes > AIM_SCRIPT_BYTES ? ["too much script"] : []),
      ...page.faults.slice(0, 2),
    ];
    if (misses.length > 0) good = false;
    const cells = [
      ...[page.route, page.variants],
      ...[percentile(page.ms, 0.5), p95, percentile(page.ms, 0.99)].map((ms) => ms.toFixed(0)),
      page.cpuMs.length === 0 ? "" : percentile(page.cpuMs, 0.5).toFixed(0),
      ...[page.bytes, page.scriptBytes].map((bytes) => (bytes / 1000).toFixed(0)),
      misses.join("; "),
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
  const all = figures.flatMap(({ ms }) => ms);
  console.log(
    `\nall pages: p50 ${percentile(all, 0.5).toFixed(0)}, p95 ${percentile(all, 0.95).toFixed(0)} ms`,
  );
  return good;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}
