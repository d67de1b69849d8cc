// One thing that a carrier's answers would set up, and what it is made from.
import type { CarryOverItem } from "@/lib/schemas/carrier-answers";
import type { Answers } from "@/lib/schemas/carrier-questions";
import type { CarrierDetail } from "./carriers/get-carrier";
import type { Context } from "./context";

export interface PlannedItem {
  readonly item: CarryOverItem;
  /** Does it, through the verb of its own; null where there is nothing to do. */
  readonly run: ((ctx: Context) => Promise<unknown>) | null;
}

/** What each part of the plan is made from. */
export interface CarryOverFacts {
  readonly carrier: CarrierDetail;
  /** Of the questions that are asked: what was said before another answer put it aside does not count. */
  readonly answers: Answers;
}

/** An item that stands so already, or that cannot be done. */
export function settled(item: CarryOverItem): PlannedItem {
  return { item, run: null };
}
