// Shows the hand-off sheet of a carrier as it would be sent now, what is missing, and what changed.
import { ById } from "@/lib/schemas/fields";
import type { HandOffDraft } from "@/lib/schemas/hand-off";
import { handOffChanges } from "@/lib/schemas/hand-off-changes";
import type { Context } from "../context";
import { fillHandOffSheet } from "../fill-hand-off-sheet";
import { missingForHandOff } from "../hand-off-conditions";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

/** `id` is the carrier's. */
export async function getHandOffDraft(ctx: Context, raw: unknown): Promise<HandOffDraft> {
  requirePermission(ctx.actor, "carrier.read");
  const { id } = parseInput(ById, raw);
  const carrier = requireRow("carrier", id, await ctx.read.carriers.get(id));
  const sheet = await fillHandOffSheet(ctx.read, carrier, ctx.now());
  const [missing, acknowledged, words] = await Promise.all([
    missingForHandOff(ctx.read, id, sheet),
    ctx.read.handOffs.getAcknowledged(id),
    ctx.read.gateFacts.findEgressWords([id], ctx.now()),
  ]);
  return {
    sheet,
    missing,
    acknowledgedNumber: acknowledged?.number ?? null,
    changes:
      sheet === null || acknowledged === null ? [] : handOffChanges(acknowledged.content, sheet),
    carrierAllowsEgress: words.get(id)?.length === 0,
  };
}
