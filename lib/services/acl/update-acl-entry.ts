// Changes an ACL entry that is in force.
import { given } from "@/lib/db/paging";
import { type AclEntry, UpdateAclEntry } from "@/lib/schemas/acl-entry";
import { judgeAclEntry, requireActiveEntry } from "../acl-rules";
import type { Context } from "../context";
import { requireOpenCarrier } from "../open-carrier";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

export async function updateAclEntry(ctx: Context, raw: unknown): Promise<AclEntry> {
  requirePermission(ctx.actor, "acl.write");
  const { id, version, ...input } = parseInput(UpdateAclEntry, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("ACL entry", id, await tx.acl.get(id), version);
    requireActiveEntry(before);
    await requireOpenCarrier(tx, before.carrierId, "ACL entry of");
    const changes = given(input);
    await judgeAclEntry(tx, { ...before, ...changes });
    const after = await tx.acl.update(before, changes);
    await tx.audit.insert(ctx.event("acl.update", "acl_entry", before, after));
    return after;
  });
}
