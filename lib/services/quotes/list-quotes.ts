// Lists quotes, newest first, each with its latest revision.
import type { Page } from "@/lib/schemas/fields";
import { ListQuotes, type QuoteSummary } from "@/lib/schemas/quote";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listQuotes(ctx: Context, raw: unknown): Promise<Page<QuoteSummary>> {
  requirePermission(ctx.actor, "quote.read");
  return ctx.read.quotes.findPage(parseInput(ListQuotes, raw ?? {}));
}
