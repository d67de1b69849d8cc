// Changes a customer.
import { given } from "@/lib/db/paging";
import { type Customer, UpdateCustomer } from "@/lib/schemas/customer";
import type { Context } from "../context";
import { requireFreeCustomerNames } from "../customer-rules";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

export async function updateCustomer(ctx: Context, raw: unknown): Promise<Customer> {
  requirePermission(ctx.actor, "customer.write");
  const { id, version, ...input } = parseInput(UpdateCustomer, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("customer", id, await tx.customers.get(id), version);
    await requireFreeCustomerNames(tx, id, input);
    const after = await tx.customers.update(before, given(input));
    await tx.audit.insert(ctx.event("customer.update", "customer", before, after));
    return after;
  });
}
