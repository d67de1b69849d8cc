// A carrier's ACL as it stood at a moment, as a list that can be put back by the way of every list: looked at, then saved.
import { type AclAsOf, GetAclAsOf } from "@/lib/schemas/acl-history";
import { writeAclList } from "../acl-list-text";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireNamed } from "../require-row";

/** Entries that were edited since are as they were before; an end that has passed meanwhile stands with its entry, and is refused. */
export async function getAclAsOf(ctx: Context, raw: unknown): Promise<AclAsOf> {
  requirePermission(ctx.actor, "acl.read");
  const { carrierId, at } = parseInput(GetAclAsOf, raw);
  return ctx.readInstant(async (tx) => {
    requireNamed("carrier", "carrierId", await tx.carriers.get(carrierId));
    const rows = await tx.acl.findInForceAt(carrierId, at);
    const edits = await tx.acl.findEditsSince(carrierId, at);
    // Oldest first: what stood before the first edit is what stood then.
    const former = new Map<string, object>();
    for (const { entityId, before } of edits) {
      if (typeof before === "object" && before !== null && !former.has(entityId)) {
        former.set(entityId, before);
      }
    }
    const entries = rows.map((row) => ({
      ...row,
      ...textsOf(former.get(row.id)),
      ...endOf(former.get(row.id)),
    }));
    return { at, blocks: entries.map(({ block }) => block), text: writeAclList(entries) };
  });
}

const TEXTS = ["block", "label", "site", "requestedBy", "comment"] as const;

/** The texts of an entry that an audit event has kept. */
function textsOf(before: object | undefined): Partial<Record<(typeof TEXTS)[number], string>> {
  const kept = before as Readonly<Record<string, unknown>> | undefined;
  return Object.fromEntries(
    TEXTS.flatMap((name) => {
      const text = kept?.[name];
      return typeof text === "string" ? [[name, text]] : [];
    }),
  );
}

/** The end that an audit event has kept. */
function endOf(before: object | undefined): { validUntil?: Date | null } {
  const until = (before as Readonly<Record<string, unknown>> | undefined)?.validUntil;
  if (until === null) return { validUntil: null };
  return typeof until === "string" ? { validUntil: new Date(until) } : {};
}
