/** What the kernel accounts to processes: processor time and resident memory, from /proc. */
import fs from "node:fs";

/** Of USER_HZ, which Linux fixes at 100 toward user space. */
const TICKS_PER_SECOND = 100;

/** A process and all that descend from it, as far as they run. */
export function processTree(pid: number): number[] {
  const children = tasksOf(pid)
    .flatMap((task) => readText(`/proc/${pid}/task/${task}/children`).split(" "))
    .filter((text) => text !== "")
    .map(Number);
  return [pid, ...children.flatMap(processTree)];
}

/**
 * Processor seconds, user and system, of a tree so far; ended children count with their parent. What a thread has run is
 * taken from the scheduler, to the nanosecond: /proc/PID/stat tells the same sum, but cut to ticks of 10 ms for each process,
 * of which Kamailio has a dozen. Threads that have ended are missed; none of the compared programs ends any.
 */
export function processorSeconds(pids: readonly number[]): number {
  let nanoseconds = 0;
  for (const pid of pids) {
    for (const task of tasksOf(pid)) {
      nanoseconds += Number(readText(`/proc/${pid}/task/${task}/schedstat`).split(" ")[0]);
    }
    const [ofEnded = 0, systemOfEnded = 0] = statFields(pid).slice(13, 15).map(Number);
    nanoseconds += ((ofEnded + systemOfEnded) / TICKS_PER_SECOND) * 1e9;
  }
  return nanoseconds / 1e9;
}

/** Datagrams that the kernel has thrown away since start at this UDP port of IPv4, its receive buffer being full. */
export function droppedDatagrams(port: number): number {
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return readText("/proc/net/udp")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(local))
    .reduce((sum, fields) => sum + Number(fields.at(-1)), 0);
}

/** Resident bytes of a tree; what processes share is counted once (the kernel's proportional set size). */
export function residentBytes(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) =>
    Number(/^Pss:\s+(\d+) kB$/m.exec(readText(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, one) => sum + one, 0) * 1024;
}

function tasksOf(pid: number): string[] {
  try {
    return fs.readdirSync(`/proc/${pid}/task`);
  } catch {
    return []; // it has ended
  }
}

/** Behind the program's name, which may hold anything. */
function statFields(pid: number): string[] {
  const text = readText(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, "utf8").trim();
  } catch {
    return ""; // it has ended
  }
}
