// Shows a customer with its trunks, numbers and contacts.
import type { NamedNumber } from "@/lib/db/numbers";
import type { NamedTrunk } from "@/lib/db/trunks";
import type { Contact } from "@/lib/schemas/contact";
import type { Customer } from "@/lib/schemas/customer";
import { ById, type Page } from "@/lib/schemas/fields";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

export interface CustomerDetail {
  readonly customer: Customer;
  readonly trunks: readonly NamedTrunk[];
  /** The first page. */
  readonly numbers: Page<NamedNumber>;
  readonly contacts: readonly Contact[];
}

export async function getCustomer(ctx: Context, raw: unknown): Promise<CustomerDetail> {
  requirePermission(ctx.actor, "customer.read");
  const { id } = parseInput(ById, raw);
  const customer = requireRow("customer", id, await ctx.read.customers.get(id));
  const [trunks, numbers, contacts] = await Promise.all([
    ctx.read.trunks.findOf({ customerId: id }),
    ctx.read.numbers.findPage({ customerId: id }),
    ctx.read.customers.findContacts(id),
  ]);
  return { customer, trunks, numbers, contacts };
}
