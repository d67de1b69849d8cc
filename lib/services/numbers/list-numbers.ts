// Lists numbers in the order of their digits.
import type { NamedNumber } from "@/lib/db/numbers";
import type { Page } from "@/lib/schemas/fields";
import { ListNumbers } from "@/lib/schemas/phone-number";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listNumbers(ctx: Context, raw: unknown): Promise<Page<NamedNumber>> {
  requirePermission(ctx.actor, "number.read");
  return ctx.read.numbers.findPage(parseInput(ListNumbers, raw ?? {}));
}
