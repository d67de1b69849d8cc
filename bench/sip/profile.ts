/** Reads what `--cpu-prof` wrote and prints where the time went: functions by the time spent in themselves. */
import fs from "node:fs";
import path from "node:path";

const SHOWN = 45;
/** What is no work: waiting for datagrams. */
const IDLE = "(idle)";

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
    };
  }[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Only of these windows, in monotonic microseconds: the start and the calls that are set up to be held are left out. */
export function printProfile(
  directory: string,
  windows: readonly (readonly [number, number])[],
): void {
  for (const file of fs.readdirSync(directory)) {
    const profile: Profile = JSON.parse(fs.readFileSync(path.join(directory, file), "utf8"));
    const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
    const spentUs = new Map<string, number>();
    let at = profile.startTime;
    let busyUs = 0;
    for (const [index, id] of profile.samples.entries()) {
      const delta = profile.timeDeltas[index] ?? 0;
      at += delta;
      const name = names.get(id) ?? "?";
      if (name === IDLE || !windows.some(([from, to]) => at >= from && at <= to)) continue;
      busyUs += delta;
      spentUs.set(name, (spentUs.get(name) ?? 0) + delta);
    }
    console.log(`\n${(busyUs / 1e6).toFixed(2)} s at work, by the function itself`);
    const sorted = [...spentUs].sort((a, b) => b[1] - a[1]).slice(0, SHOWN);
    for (const [name, us] of sorted) {
      console.log(`${((us / busyUs) * 100).toFixed(1).padStart(5)} %  ${name}`);
    }
  }
}

function nameOf({ functionName, url, lineNumber }: Profile["nodes"][number]["callFrame"]): string {
  const name = functionName || "(anonymous)";
  return url === "" ? name : `${name}  ${path.basename(url)}:${lineNumber + 1}`;
}
