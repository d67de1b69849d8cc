// An observation in words, with what it says by now of the requirement as it was declared.
import { kindNamed } from "./kinds";
import { contradicts, type Declared, type Observed, wasLookedAt } from "./standing";

/** `looked-at`: someone has recorded the requirement since. `outweighed`: a deliberate try came out right since. */
export type ObservationStanding =
  | "supports"
  | "contradicts"
  | "suspected"
  | "looked-at"
  | "outweighed";

/** `observations` are those of the same requirement. */
export function nameObservation<Row extends Observed>(
  declared: Declared,
  observed: Row,
  observations: readonly Observed[],
): Row & { words: string; standing: ObservationStanding } {
  return {
    ...observed,
    // A kind of a later version has no words here yet.
    words: kindNamed(observed.kind)?.words ?? observed.kind,
    standing: standingOf(declared, observed, observations),
  };
}

function standingOf(
  declared: Declared,
  observed: Observed,
  observations: readonly Observed[],
): ObservationStanding {
  if (observed.verdict === "supports") return "supports";
  if (wasLookedAt(declared, observed)) return "looked-at";
  if (observed.verdict === "suspected") return "suspected";
  return contradicts(observed, observations) ? "contradicts" : "outweighed";
}
