// Lists what was sent to and received from carriers and customers, newest first.
import { ListExchanges, type NamedExchange } from "@/lib/schemas/exchange";
import type { Page } from "@/lib/schemas/fields";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listExchanges(ctx: Context, raw: unknown): Promise<Page<NamedExchange>> {
  requirePermission(ctx.actor, "carrier.read");
  return ctx.read.exchanges.findPage(parseInput(ListExchanges, raw ?? {}));
}
