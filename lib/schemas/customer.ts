// A customer: the Cradle account that wants to bring a carrier.
import { z } from "zod";
import { Country, Id, Instant, line, lines, orNull, RowVersion, Search } from "./fields";
import { sortedPage } from "./sorting";

const editable = {
  name: line({ min: 1, max: 100 }),
  /** The account's reference in Cradle's own systems. */
  accountReference: orNull(line({ min: 1, max: 60 })),
  country: Country,
  notes: lines({ max: 4000 }),
};

export const CreateCustomer = z.strictObject({
  name: editable.name,
  accountReference: editable.accountReference.default(null),
  country: editable.country,
  notes: editable.notes.default(""),
});
export type CreateCustomer = z.output<typeof CreateCustomer>;

export const UpdateCustomer = z.strictObject({
  id: Id,
  version: RowVersion,
  ...z.object(editable).partial().shape,
});

export const ListCustomers = z.strictObject({
  search: Search.optional(),
  ...sortedPage(["name", "reference", "country", "created"]),
});

export const Customer = z.object({
  id: Id,
  name: z.string(),
  accountReference: z.string().nullable(),
  country: z.string(),
  notes: z.string(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Customer = z.infer<typeof Customer>;
