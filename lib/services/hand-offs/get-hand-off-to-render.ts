// Gives the job worker a frozen hand-off sheet to draw.
import { HandOffById, type HandOffVersion } from "@/lib/schemas/hand-off";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

/** With `documentId` set there is nothing to draw any more. */
export async function getHandOffToRender(ctx: Context, raw: unknown): Promise<HandOffVersion> {
  requirePermission(ctx.actor, "document.render");
  const { handOffVersionId: id } = parseInput(HandOffById, raw);
  return requireRow("hand-off sheet", id, await ctx.read.handOffs.get(id));
}
