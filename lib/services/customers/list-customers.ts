// Lists customers by name.
import type { CustomerSummary } from "@/lib/db/customers";
import { ListCustomers } from "@/lib/schemas/customer";
import type { Page } from "@/lib/schemas/fields";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listCustomers(ctx: Context, raw: unknown): Promise<Page<CustomerSummary>> {
  requirePermission(ctx.actor, "customer.read");
  return ctx.read.customers.findPage(parseInput(ListCustomers, raw ?? {}));
}
