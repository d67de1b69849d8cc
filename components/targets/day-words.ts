// The last day of a target in a sentence, for those who do not see the strip.
import { formatTimestamp } from "@/components/ui/timestamp";
import type { HealthSpan } from "@/lib/schemas/target-health";
import { durationWords } from "./duration-words";

const STATES = ["up", "down", "unknown"] as const;
const NAMES: Record<HealthSpan["state"], string> = {
  up: "up",
  down: "down",
  unknown: "not reported",
};
/** More outages than these are only counted. */
const MOST_NAMED = 5;

export const spanWords = ({ state, from, until, reason }: HealthSpan): string =>
  `${NAMES[state]} from ${formatTimestamp(from)} to ${formatTimestamp(until)}${reason === "" ? "" : ` (${reason})`}`;

/** `Last 24 hours: up 23 h, down 1 h. Down from … to … (no answer).` */
export function dayWords(spans: readonly HealthSpan[]): string {
  const totals = STATES.flatMap((state) => {
    const ms = spans
      .filter((span) => span.state === state)
      .reduce((sum, { from, until }) => sum + (until.getTime() - from.getTime()), 0);
    return ms === 0 ? [] : [`${NAMES[state]} ${durationWords(ms)}`];
  });
  const outages = spans.filter(({ state }) => state === "down");
  const named = outages.slice(-MOST_NAMED).map((span) => ` ${capital(spanWords(span))}.`);
  const rest = outages.length - named.length;
  const more = rest > 0 ? ` ${rest} outages before.` : "";
  return `Last 24 hours: ${totals.join(", ")}.${more}${named.join("")}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
