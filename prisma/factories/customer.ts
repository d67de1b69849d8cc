// Makes a customer.
import type { Customer } from "@/lib/schemas/customer";
import type { Context } from "@/lib/services/context";
import { createCustomer } from "@/lib/services/customers/create-customer";
import { nextNumber } from "./sequence";

export function makeCustomer(ctx: Context, overrides: object = {}): Promise<Customer> {
  return createCustomer(ctx, { name: `Customer ${nextNumber()}`, country: "NZ", ...overrides });
}
