// Whose a contact or an exchange is: exactly one carrier or customer, and who may write for it.
import type { Permission } from "@/lib/auth/permissions";
import { InvalidInput } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import { requireNamed } from "./require-row";

export interface Owner {
  readonly carrierId: string | null;
  readonly customerId: string | null;
}

/** The one owner that a form names; `InvalidInput` where it names none, or both. */
export function namedOwner(given: {
  readonly carrierId?: string | undefined;
  readonly customerId?: string | undefined;
}): Owner {
  const { carrierId = null, customerId = null } = given;
  if (carrierId !== null && customerId !== null) {
    throw new InvalidInput([
      { path: "customerId", message: "must be empty where a carrier is named: only one of both" },
    ]);
  }
  if (carrierId === null && customerId === null) {
    throw new InvalidInput([{ path: "carrierId", message: "a carrier or a customer is needed" }]);
  }
  return { carrierId, customerId };
}

/** Throws `InvalidInput` at the field whose carrier or customer does not exist. */
export async function requireOwner(tx: Store, { carrierId, customerId }: Owner): Promise<void> {
  if (carrierId !== null) {
    requireNamed("carrier", "carrierId", await tx.carriers.get(carrierId));
  }
  if (customerId !== null) {
    requireNamed("customer", "customerId", await tx.customers.get(customerId));
  }
}

/** The permission to write for an owner. */
export function ownerPermission(owner: Owner): Permission {
  return owner.carrierId === null ? "customer.write" : "carrier.write";
}
