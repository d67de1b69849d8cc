// Adds a customer: a Cradle account that wants to bring a carrier.
import type { Store } from "@/lib/db/store";
import { CreateCustomer, type Customer } from "@/lib/schemas/customer";
import type { Context } from "../context";
import { requireFreeCustomerNames } from "../customer-rules";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/** Throws `Conflict` at `name` or `accountReference` where another customer has it. */
export async function createCustomer(ctx: Context, raw: unknown): Promise<Customer> {
  requirePermission(ctx.actor, "customer.write");
  const input = parseInput(CreateCustomer, raw);
  return ctx.transaction((tx) => insertCustomer(ctx, tx, input));
}

/** The same inside a larger transaction. */
export async function insertCustomer(
  ctx: Context,
  tx: Store,
  input: CreateCustomer,
): Promise<Customer> {
  await requireFreeCustomerNames(tx, null, input);
  const customer = await tx.customers.insert({ ...input, id: ctx.newId() });
  await tx.audit.insert(ctx.event("customer.create", "customer", null, customer));
  return customer;
}
