// Tax rates in the database, one a country.
import type { TaxRate } from "@/lib/schemas/tax-rate";
import type { Prisma } from "./generated/client";
import type { Connection } from "./store";

export function taxRateStore(db: Connection) {
  return {
    get: (id: string): Promise<TaxRate | null> => db.taxRate.findUnique({ where: { id } }),
    getOfCountry: (country: string): Promise<TaxRate | null> =>
      db.taxRate.findUnique({ where: { country } }),
    findAll: (): Promise<TaxRate[]> => db.taxRate.findMany({ orderBy: { country: "asc" } }),

    insert: (row: Prisma.TaxRateUncheckedCreateInput): Promise<TaxRate> =>
      db.taxRate.create({ data: row }),
    update: (rate: TaxRate, changes: Prisma.TaxRateUncheckedUpdateInput): Promise<TaxRate> =>
      db.taxRate.update({
        where: { id: rate.id, version: rate.version },
        data: { ...changes, version: { increment: 1 } },
      }),
    async delete(id: string): Promise<void> {
      await db.taxRate.delete({ where: { id } });
    },
  };
}
