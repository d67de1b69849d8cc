// Keeps Cradle's own addresses and the carriers' apart, from both sides.
import { Conflict } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import { parseBlock } from "@/lib/telephony/cidr";

/** Throws `Conflict` at `host` where a carrier's host is one of our own addresses. A name passes: it is resolved later. */
export async function requireForeignHost(tx: Store, host: string): Promise<void> {
  if (!parseBlock(host).ok) return;
  const own = await tx.settings.getOwnAddressIn(host);
  if (own !== null) throw new Conflict(`${host} is ${own}`, "host");
}

/** Throws `Conflict` at `path` where an address of our own falls into what a carrier has. A name passes. */
export async function requireOwnAddress(tx: Store, path: string, address: string): Promise<void> {
  if (!parseBlock(address).ok) return;
  const carriers = await tx.settings.getCarrierAddressIn(address);
  if (carriers !== null) throw new Conflict(`overlaps ${carriers}`, path);
}
