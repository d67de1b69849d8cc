// Adds an address or block that originated calls come from.
import { Conflict, InvalidInput } from "@/lib/core/errors";
import { AddCoreSource, type NamedBlock } from "@/lib/schemas/settings";
import { parseBlock } from "@/lib/telephony/cidr";
import type { Context } from "../context";
import { requireOwnAddress } from "../own-addresses";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/** Widest block of core addresses, held by the database too. */
const WIDEST = { 4: 16, 6: 48 } as const;

/** Throws `Conflict` at `block` where a carrier has an address of it, or it is listed already. */
export async function addCoreSource(ctx: Context, raw: unknown): Promise<NamedBlock> {
  requirePermission(ctx.actor, "settings.write");
  const input = parseInput(AddCoreSource, raw);
  requireWidth(input.block);
  return ctx.transaction(async (tx) => {
    await requireOwnAddress(tx, "block", input.block);
    const listed = await tx.settings.findCoreSources();
    if (listed.some((row) => row.block === input.block)) {
      throw new Conflict(`${input.block} is a core source already`, "block");
    }
    const source = await tx.settings.insertCoreSource({ ...input, id: ctx.newId() });
    await tx.audit.insert(ctx.event("settings.add-core-source", "core_source", null, source));
    return source;
  });
}

function requireWidth(text: string): void {
  const parsed = parseBlock(text);
  if (!parsed.ok) throw new InvalidInput([{ path: "block", message: parsed.message }]);
  const widest = WIDEST[parsed.value.base.family];
  if (parsed.value.prefixLength >= widest) return;
  throw new InvalidInput([{ path: "block", message: `${text} is wider than /${widest}` }]);
}
