// The onboarding board: the trunks on their way, what blocks each, whose turn it is, and for how long.
import { z } from "zod";
import { PARTIES } from "@/lib/lifecycle/whose-turn";
import { filter, Id, Instant, Search, wholeNumber } from "./fields";
import { sortedPage } from "./sorting";
import { Trunk } from "./trunk";

const SHOWN_STATES = ["enquiry", "quoting", "configuring", "testing", "live", "suspended"] as const;
export type ShownState = (typeof SHOWN_STATES)[number];

/** What the board shows where no state is asked for: all that is not done. */
export const UNDER_WAY = ["enquiry", "quoting", "configuring", "testing", "suspended"] as const;

const Turn = z.enum(PARTIES, { error: `must be one of ${PARTIES.join(", ")}` });

export const ListBoard = z.strictObject({
  search: Search.optional(),
  /** Left out: every state that is not live or closed. */
  state: filter(z.enum(SHOWN_STATES, { error: `must be one of ${SHOWN_STATES.join(", ")}` })),
  turn: filter(Turn),
  carrierId: filter(Id),
  customerId: filter(Id),
  /** Only what has waited for longer than so many days. */
  waitingDays: filter(wholeNumber({ min: 1, max: 3650 })),
  ...sortedPage(["changed", "name", "state", "customer", "carrier"]),
});
export type ListBoard = z.output<typeof ListBoard>;

export const BoardTrunk = Trunk.extend({
  carrierName: z.string(),
  customerName: z.string(),
  /** What does not hold of the gate ahead. */
  blockers: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      party: Turn.meta({ description: "Who puts it right next." }),
    }),
  ),
  /** Null where nobody has anything to do. */
  turn: Turn.nullable(),
  waitingSince: Instant,
});

export const BoardCounts = z.record(z.string(), z.number());
