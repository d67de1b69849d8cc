// Lists the ACL entries in force.
import { type AclEntry, ListAclEntries } from "@/lib/schemas/acl-entry";
import type { Page } from "@/lib/schemas/fields";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listAclEntries(ctx: Context, raw: unknown): Promise<Page<AclEntry>> {
  requirePermission(ctx.actor, "acl.read");
  return ctx.read.acl.findPage(parseInput(ListAclEntries, raw ?? {}));
}
