// Adds an address or block from which a carrier's calls are accepted.

import type { Store } from "@/lib/db/store";
import { type AclEntry, AddAclEntry, type NewAclEntry } from "@/lib/schemas/acl-entry";
import { judgeAclEntry } from "../acl-rules";
import type { Context } from "../context";
import { requireOpenCarrier } from "../open-carrier";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/** Throws `InvalidInput` or `Conflict` at `block`; see `judgeAclEntry`. */
export async function addAclEntry(ctx: Context, raw: unknown): Promise<AclEntry> {
  requirePermission(ctx.actor, "acl.write");
  const { carrierId, ...input } = parseInput(AddAclEntry, raw);
  return ctx.transaction(async (tx) => {
    await requireOpenCarrier(tx, carrierId, "ACL entry for");
    return insertAclEntry(ctx, tx, carrierId, input);
  });
}

/** The same inside a larger transaction. */
export async function insertAclEntry(
  ctx: Context,
  tx: Store,
  carrierId: string,
  input: NewAclEntry,
): Promise<AclEntry> {
  const row = { ...input, id: ctx.newId(), carrierId, validFrom: input.validFrom ?? ctx.now() };
  await judgeAclEntry(tx, row);
  const entry = await tx.acl.insert(row);
  await tx.audit.insert(ctx.event("acl.add", "acl_entry", null, entry));
  return entry;
}
