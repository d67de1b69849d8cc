// From changes and hours, as the agents wrote them, to one agent's last day of a target. Pure.
import { unreachable } from "@/lib/core/unreachable";
import type { AgentView, HealthDay, HealthSpan, TargetStanding } from "./target-health";

export const DAY_MS = 24 * 60 * 60 * 1000;
/** An agent that is up checks every half a minute or so; a state that is older is not reported as one of now. */
const STALE_MS = 5 * 60 * 1000;

/** A change as stored: from `at` on; `up` null where nobody reported. */
export interface HealthChange {
  readonly at: Date;
  readonly up: boolean | null;
  readonly reason: string;
}

export interface HealthHour {
  readonly checks: number;
  readonly answers: number;
  readonly samples: readonly number[];
  readonly minMs: number | null;
  readonly maxMs: number | null;
}

/**
 * The spans from a day before `now` until `now`. `changes` are oldest first, with the last one before the day. After
 * `checkedAt` the state is known for as long as one check may take to follow another.
 */
export function healthSpans(
  changes: readonly HealthChange[],
  checkedAt: Date | null,
  now: Date,
): HealthSpan[] {
  const begin = now.getTime() - DAY_MS;
  const last = checkedAt?.getTime() ?? 0;
  const known: HealthChange[] = [{ at: new Date(begin), up: null, reason: "" }];
  for (const change of changes) {
    if (change.at.getTime() <= begin) known[0] = { ...change, at: new Date(begin) };
    else if (change.at <= now) known.push(change);
  }
  if (now.getTime() - last > STALE_MS && last > begin) {
    known.push({ at: new Date(last + 1), up: null, reason: "" });
  } else if (last <= begin) {
    known.splice(0, known.length, { at: new Date(begin), up: null, reason: "" });
  }
  const spans: HealthSpan[] = [];
  for (const [index, { at, up, reason }] of known.entries()) {
    const until = known[index + 1]?.at ?? now;
    const state = up === null ? "unknown" : up ? "up" : "down";
    const before = spans.at(-1);
    if (before?.state === state) before.until = until;
    else if (until > at) spans.push({ state, from: at, until, reason });
  }
  return spans;
}

/** Of all round trips kept of the day; the whole day's least and most. */
export function roundTripsOf(hours: readonly HealthHour[]): Omit<HealthDay, "spans"> {
  const samples = hours.flatMap((hour) => hour.samples).sort((a, b) => a - b);
  const least = hours.flatMap(({ minMs }) => minMs ?? []);
  const most = hours.flatMap(({ maxMs }) => maxMs ?? []);
  return {
    checks: hours.reduce((sum, { checks }) => sum + checks, 0),
    answers: hours.reduce((sum, { answers }) => sum + answers, 0),
    minMs: least.length === 0 ? null : Math.min(...least),
    medianMs: samples[Math.floor((samples.length - 1) / 2)] ?? null,
    maxMs: most.length === 0 ? null : Math.max(...most),
  };
}

/** Whether an agent's view says something of now. */
export function isCurrent(view: Pick<AgentView, "isPresent" | "checkedAt">, now: Date): boolean {
  return view.isPresent && now.getTime() - view.checkedAt.getTime() <= STALE_MS;
}

/** How a target stands by what its agents see now; where nobody sees it, why. */
export function standingOf(
  target: { readonly enabled: boolean; readonly optionsCheck: boolean },
  views: readonly AgentView[],
  presentAgents: number,
  now: Date,
): TargetStanding {
  if (!target.enabled) return { state: "unchecked", why: "Not checked: it is disabled." };
  if (!target.optionsCheck) return { state: "unchecked", why: "Not checked: OPTIONS is off." };
  if (presentAgents === 0) {
    return { state: "unchecked", why: "No agent checks it: none is running." };
  }
  const current = views.filter((view) => isCurrent(view, now));
  if (current.length === 0) {
    return { state: "unchecked", why: "No agent has reported a check of it lately." };
  }
  const up = current.filter((view) => view.up).length;
  const answered = current.some((view) => view.roundTripMs !== null);
  const isUp = up === current.length;
  const state = isUp ? (answered ? "up" : "missing") : up === 0 ? "down" : "partly";
  return { state, why: whyOf(state, current, presentAgents) };
}

function whyOf(
  state: "up" | "missing" | "partly" | "down",
  current: readonly AgentView[],
  presentAgents: number,
): string {
  const silent = presentAgents - current.length;
  const rest = silent > 0 ? ` ${silent} of ${presentAgents} agents say nothing of it.` : "";
  const missed = current.filter((view) => view.up && view.roundTripMs === null).length;
  switch (state) {
    case "up":
      return missed > 0
        ? `The last check of ${missed} of ${current.length} agents was not answered.${rest}`
        : rest.trim();
    case "missing":
      return `The last check was not answered; three in a row count as down.${rest}`;
    case "partly":
      return `Not every agent reaches it.${rest}`;
    case "down":
      return `No agent reaches it: calls try it last.${rest}`;
    default:
      return unreachable(state);
  }
}
