// Lists notices to carriers, those that are due first, first.
import { ListNotices, type NamedNotice } from "@/lib/schemas/carrier-notice";
import type { Page } from "@/lib/schemas/fields";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listNotices(ctx: Context, raw: unknown): Promise<Page<NamedNotice>> {
  requirePermission(ctx.actor, "carrier.read");
  return ctx.read.notices.findPage(parseInput(ListNotices, raw ?? {}), ctx.now());
}
