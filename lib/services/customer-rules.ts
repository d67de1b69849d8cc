// What no two customers share.
import { Conflict } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";

/** Throws `Conflict` where another customer than `id` has the name or the account reference. */
export async function requireFreeCustomerNames(
  tx: Store,
  id: string | null,
  names: { name?: string | undefined; accountReference?: string | null | undefined },
): Promise<void> {
  const { name, accountReference } = names;
  if (name !== undefined) {
    const other = await tx.customers.getByName(name);
    if (other !== null && other.id !== id) {
      throw new Conflict(`there is a customer named ${other.name} already`, "name");
    }
  }
  if (accountReference !== undefined && accountReference !== null) {
    const other = await tx.customers.getByAccountReference(accountReference);
    if (other !== null && other.id !== id) {
      throw new Conflict(`is the account reference of ${other.name}`, "accountReference");
    }
  }
}
