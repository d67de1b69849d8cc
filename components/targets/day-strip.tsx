// The last 24 hours of a target as one strip: low where it was up, high where it was down, a line where nobody reported.
import { DAY_MS } from "@/lib/schemas/health-day";
import type { HealthSpan } from "@/lib/schemas/target-health";
import { dayWords, spanWords } from "./day-words";

const WIDTH = 1440;
const HEIGHT = 20;
/** An outage of seconds must still be seen. */
const LEAST_WIDTH = 6;

/** The height carries the meaning, the colour only helps. */
const LOOK: Record<HealthSpan["state"], { y: number; height: number; className: string }> = {
  up: { y: 10, height: 10, className: "fill-good" },
  down: { y: 0, height: HEIGHT, className: "fill-bad" },
  unknown: { y: 17, height: 3, className: "fill-line-strong" },
};

export function DayStrip({ spans, now }: { spans: readonly HealthSpan[]; now: Date }) {
  const begin = now.getTime() - DAY_MS;
  const place = (at: Date) => ((at.getTime() - begin) / DAY_MS) * WIDTH;
  // Outages last, over their neighbours.
  const inOrder = [...spans].sort(
    (a, b) => Number(a.state === "down") - Number(b.state === "down"),
  );
  return (
    <div className="w-56 max-w-full">
      <svg
        role="img"
        aria-label={dayWords(spans)}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-5 w-full rounded-sm bg-sunken"
      >
        {inOrder.map((span) => {
          const width = Math.max(place(span.until) - place(span.from), LEAST_WIDTH);
          return (
            <rect
              key={span.from.getTime()}
              x={Math.min(place(span.from), WIDTH - width)}
              width={width}
              {...LOOK[span.state]}
            >
              <title>{spanWords(span)}</title>
            </rect>
          );
        })}
      </svg>
      <div
        aria-hidden
        className="flex justify-between text-[0.6875rem] leading-tight text-ink-soft"
      >
        <span>24 h ago</span>
        <span>now</span>
      </div>
    </div>
  );
}
