// A country's tax on quotes.
import { z } from "zod";
import { Country, Id, Instant, line, RowVersion } from "./fields";
import { Percent } from "./percent";

const editable = {
  /** As it stands on the quote, for instance GST. */
  name: line({ min: 1, max: 40 }),
  percent: Percent,
};

export const AddTaxRate = z.strictObject({ country: Country, ...editable });

export const UpdateTaxRate = z.strictObject({
  id: Id,
  version: RowVersion,
  ...z.object(editable).partial().shape,
});

export const TaxRate = z.object({
  id: Id,
  country: z.string(),
  name: z.string(),
  /** 15 % is 1500. */
  basisPoints: z.number(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type TaxRate = z.infer<typeof TaxRate>;
