/** What the kernel accounts to processes: processor time and resident memory, from /proc. */
import fs from "node:fs";

/** Of USER_HZ, which Linux fixes at 100 toward user space. */
const TICKS_PER_SECOND = 100;

/** A process and all that descend from it, as far as they run. */
export function processTree(pid: number): number[] {
  const children = fs
    .readdirSync(`/proc/${pid}/task`)
    .flatMap((task) => readText(`/proc/${pid}/task/${task}/children`).split(" "))
    .filter((text) => text !== "")
    .map(Number);
  return [pid, ...children.flatMap(processTree)];
}

/** Processor seconds, user and system, of a tree so far; ended children count with their parent. */
export function processorSeconds(pids: readonly number[]): number {
  let ticks = 0;
  for (const pid of pids) {
    const [utime = 0, stime = 0, cutime = 0, cstime = 0] = statFields(pid)
      .slice(11, 15)
      .map(Number);
    ticks += utime + stime + cutime + cstime;
  }
  return ticks / TICKS_PER_SECOND;
}

/** Resident bytes of a tree; what processes share is counted once (the kernel's proportional set size). */
export function residentBytes(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) =>
    Number(/^Pss:\s+(\d+) kB$/m.exec(readText(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, one) => sum + one, 0) * 1024;
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
