// Lists the hand-off sheets that were sent to a carrier, newest first, with the carrier's word on each.
import type { Page } from "@/lib/schemas/fields";
import { type HandOffVersion, ListHandOffs } from "@/lib/schemas/hand-off";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listHandOffs(ctx: Context, raw: unknown): Promise<Page<HandOffVersion>> {
  requirePermission(ctx.actor, "carrier.read");
  return ctx.read.handOffs.findPage(parseInput(ListHandOffs, raw));
}
