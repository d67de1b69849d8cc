// The carrier that something is added to or put back into force: there, and not closed.
import { GateClosed } from "@/lib/core/errors";
import type { ReadStore } from "@/lib/db/store";
import type { Carrier } from "@/lib/schemas/carrier";
import { requireNamed } from "./require-row";

/** Throws `InvalidInput` at `carrierId`, or `GateClosed`: closing took all it had out of force, for good. */
export async function requireOpenCarrier(
  tx: ReadStore,
  carrierId: string,
  what: string,
): Promise<Carrier> {
  const carrier = requireNamed("carrier", "carrierId", await tx.carriers.get(carrierId));
  if (carrier.state === "closed") {
    throw new GateClosed(`${what} a closed carrier`, [], "This carrier is closed.");
  }
  return carrier;
}
