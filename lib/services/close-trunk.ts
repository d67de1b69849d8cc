// Closing a trunk, and all that goes with it.
import type { Store } from "@/lib/db/store";
import type { Trunk } from "@/lib/schemas/trunk";
import { deactivateAclEntry } from "./acl/remove-acl-entry";
import type { Context } from "./context";
import { endCredential } from "./end-credential";
import { cancelWaitingTestCalls } from "./finish-test-call";
import { deactivateGateway } from "./gateways/remove-gateway";

/**
 * Closes an open trunk: its numbers are deactivated and, when it was the carrier's last, so are the carrier's ACL
 * entries, gateways and credentials. Runs inside the caller's transaction, which has asked for permission.
 */
export async function closeTrunk(
  ctx: Context,
  tx: Store,
  before: Trunk,
  reason?: string,
): Promise<Trunk> {
  const numbers = await tx.numbers.deactivateOfTrunk(before.id);
  const after = await tx.trunks.update(before, {
    state: "closed",
    formerState: null,
    stateChangedAt: ctx.now(),
  });
  await tx.audit.insert(ctx.event("trunk.change-state", "trunk", before, after, reason));
  if (numbers > 0) {
    // One event for all: a trunk may have thousands of numbers.
    await tx.audit.insert(
      ctx.event("trunk.deactivate-numbers", "trunk", null, after, `${numbers} numbers deactivated`),
    );
  }
  await cancelWaitingTestCalls(ctx, tx, before.id, "the trunk was closed");
  const others = await tx.trunks.findOpen(before.carrierId);
  if (others.length === 0) {
    await deactivateCarrier(ctx, tx, before.carrierId, "the carrier's last trunk was closed");
  }
  return after;
}

/** Takes all that lets a carrier's calls in or out of force: ACL entries, gateways, credentials. */
export async function deactivateCarrier(
  ctx: Context,
  tx: Store,
  carrierId: string,
  reason: string,
): Promise<void> {
  for (const entry of await tx.acl.findActive(carrierId)) {
    await deactivateAclEntry(ctx, tx, entry, false, reason);
  }
  for (const gateway of await tx.gateways.findPresent(carrierId)) {
    await deactivateGateway(ctx, tx, gateway, reason);
  }
  for (const before of await tx.credentials.findUnrevoked(carrierId)) {
    await endCredential(ctx, tx, before, "credential.revoke", reason);
  }
}
