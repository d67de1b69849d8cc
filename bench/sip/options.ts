/** The command line of `npm run bench:sip`. */
import { parseArgs } from "node:util";
import { ROW_NAMES, type RowName } from "./rows";

export const USAGE = `usage: npm run bench:sip -- [OPTION...]
  --rows LIST      ${ROW_NAMES.join(",")}
  --rates LIST     calls a second at which processor time is measured (1000,2500)
  --turns N        rounds through all rows; the table shows medians (5)
  --seconds N      measured at each rate (10)
  --hold N         calls held open meanwhile (10000)
  --auth LIST      off,on: without and with digest (off,on)
  --no-search      leave out the search for the highest rate
  --small          10,000 numbers instead of 1,000,000, 200 carriers instead of 10,000
  --snapshot       the configuration at full size alone: start, memory, single changes
  --profile        the agent alone, under the profiler: where its time goes`;

export interface Options {
  readonly rows: readonly RowName[];
  readonly rates: readonly number[];
  readonly turns: number;
  readonly seconds: number;
  readonly hold: number;
  readonly auth: readonly boolean[];
  readonly isSearching: boolean;
  readonly isSmall: boolean;
  readonly isProfiling: boolean;
  readonly isSnapshot: boolean;
}

/** Throws a sentence for whoever wrote it. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: "string", default: ROW_NAMES.join(",") },
      rates: { type: "string", default: "1000,2500" },
      turns: { type: "string", default: "5" },
      seconds: { type: "string", default: "10" },
      hold: { type: "string", default: "10000" },
      auth: { type: "string", default: "off,on" },
      "no-search": { type: "boolean", default: false },
      small: { type: "boolean", default: false },
      snapshot: { type: "boolean", default: false },
      profile: { type: "boolean", default: false },
    },
  });
  const rows = values.rows.split(",").map((name) => {
    const found = ROW_NAMES.find((one) => one === name);
    if (found === undefined) throw new Error(`no such row: ${name}`);
    return found;
  });
  return {
    rows,
    rates: values.rates.split(",").map((text) => whole("rates", text, 1)),
    turns: whole("turns", values.turns, 1),
    seconds: whole("seconds", values.seconds, 1),
    hold: whole("hold", values.hold, 0),
    auth: values.auth.split(",").map((text) => {
      if (text !== "on" && text !== "off") throw new Error("--auth takes off, on or both");
      return text === "on";
    }),
    isSearching: !values["no-search"],
    isSmall: values.small,
    isProfiling: values.profile,
    isSnapshot: values.snapshot,
  };
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`--${name}: ${text} is no whole number from ${least}`);
}
