// Makes a trunk, and takes one along its arrows as far as a test needs it.
import type { TrunkState } from "@/lib/lifecycle/trunk";
import type { Trunk } from "@/lib/schemas/trunk";
import type { Context } from "@/lib/services/context";
import { changeTrunkState } from "@/lib/services/trunks/change-trunk-state";
import { createTrunk } from "@/lib/services/trunks/create-trunk";
import { nextNumber } from "./sequence";

/** With limits, so that it can be taken to testing. */
export function makeTrunk(
  ctx: Context,
  carrierId: string,
  customerId: string,
  overrides: object = {},
): Promise<Trunk> {
  return createTrunk(ctx, {
    carrierId,
    customerId,
    name: `Trunk ${nextNumber()}`,
    country: "NZ",
    maxChannels: 10,
    maxCallsPerSec: 5,
    allowedDestinations: ["NZ"],
    ...overrides,
  });
}

const WAY = ["enquiry", "quoting", "configuring", "testing", "live"] as const;

/** Presses through every state on the way; closed gates are overridden, so `ctx` must be an admin's. */
export async function takeTrunkTo(
  ctx: Context,
  trunk: Trunk,
  to: Exclude<TrunkState, "suspended" | "closed">,
  overrideReason = "made for a test",
): Promise<Trunk> {
  let current = trunk;
  const states: readonly TrunkState[] = WAY;
  for (const next of states.slice(states.indexOf(trunk.state) + 1, states.indexOf(to) + 1)) {
    const { id, version } = current;
    current = await changeTrunkState(ctx, { id, version, to: next, overrideReason });
  }
  return current;
}
