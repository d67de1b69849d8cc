/** The comparison's table: medians over the turns, each figure with its rate, and ratios to the rows of reference. */
import { execFileSync } from "node:child_process";
import os from "node:os";
import type { Measured } from "./measure";
import type { Options } from "./options";
import type { Sizes } from "./plan";
import { ROWS, type RowName } from "./rows";
import type { RowResult } from "./turns";

/** What the agent's targets are about. */
const REFERENCES = ["kamailio", "kamailio-topoh", "relay"] as const;

export function formatReport(
  results: readonly RowResult[],
  machine: string,
  sizes: Sizes,
  options: Options,
): string {
  const lines = [
    machine,
    `${sizes.numbers} numbers, ${sizes.carriers} carriers, ${sizes.aclEntries} ACL entries, ` +
      `${sizes.verifications} verifications; ${options.hold} calls held open; medians of ${options.turns} turns of ` +
      `${options.seconds} s; processor seconds, user and system, per 1,000 calls`,
  ];
  for (const isAuth of options.auth) {
    const rows = results.filter((one) => one.isAuth === isAuth);
    const rates = [...new Set(rows.flatMap(({ measured }) => measured.map(({ rate }) => rate)))];
    for (const rate of rates.sort((a, b) => a - b)) {
      const title = `${rate}/s, ${isAuth ? "with digest" : "without digest"}`;
      lines.push("", ...tableOf(title, rows, rate));
    }
    if (rows.some(({ highest }) => highest.length > 0)) lines.push("", ...highestOf(rows, isAuth));
  }
  return lines.join("\n");
}

function tableOf(title: string, rows: readonly RowResult[], rate: number): string[] {
  const at = (row: RowName) =>
    medianOf(
      rows.find((one) => one.row === row),
      rate,
      (one) => one.cpuPer1000,
    );
  const references = REFERENCES.map((row) => ({ row, cpu: at(row) }));
  const head = [title, "cpu s/1,000", "÷ Kamailio", "÷ topoh", "÷ relay", "p50 ms", "p99 ms"];
  head.push("failed", "late", "repeated", "MB", "Postgres s/1,000");
  const body = rows
    .filter(({ measured }) => measured.some((one) => one.rate === rate))
    .map((row) => {
      const median = (value: (one: Measured) => number) => medianOf(row, rate, value);
      const sum = (value: (one: Measured) => number) =>
        row.measured
          .filter((one) => one.rate === rate)
          .reduce((total, one) => total + value(one), 0);
      const cpu = median((one) => one.cpuPer1000);
      return [
        ROWS[row.row].title,
        cpu.toFixed(3),
        ...references.map((one) => (Number.isNaN(one.cpu) ? "–" : (cpu / one.cpu).toFixed(2))),
        median((one) => one.p50Ms).toFixed(2),
        median((one) => one.p99Ms).toFixed(2),
        ...[sum((one) => one.failed), sum((one) => one.late), sum((one) => one.repeated)].map(
          String,
        ),
        median((one) => one.residentMb).toFixed(0),
        median((one) => one.postgresCpuPer1000).toFixed(3),
      ];
    });
  return markdown([head, ...body]);
}

function highestOf(rows: readonly RowResult[], isAuth: boolean): string[] {
  const title = `no call failed, late or repeated, ${isAuth ? "with digest" : "without digest"}`;
  const body = rows.map(({ row, highest }) => [
    ROWS[row].title,
    String(median(highest)),
    `${Math.min(...highest)} to ${Math.max(...highest)}`,
  ]);
  return markdown([[title, "calls/s", "of the turns"], ...body]);
}

function medianOf(
  row: RowResult | undefined,
  rate: number,
  value: (one: Measured) => number,
): number {
  return median((row?.measured ?? []).filter((one) => one.rate === rate).map(value));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

function markdown(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  const lines = rows.map(
    (row) =>
      `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`,
  );
  const rule = `| ${widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [lines[0] ?? "", rule, ...lines.slice(1)];
}

/** One line: processor, cores, versions. */
export function describeMachine(): string {
  const cores = os.cpus();
  const versionOf = (program: string) => {
    try {
      const path = `${process.env.PATH}:/usr/sbin`;
      const text = execFileSync(program, ["-v"], {
        encoding: "utf8",
        env: { ...process.env, PATH: path },
      });
      return /kamailio (\S+)/.exec(text)?.[1] ?? "?";
    } catch {
      return "not there";
    }
  };
  return (
    `${cores[0]?.model.trim() ?? "?"}, ${cores.length} cores, Linux ${os.release()}, ` +
    `Node ${process.version}, Kamailio ${versionOf("kamailio")}`
  );
}
