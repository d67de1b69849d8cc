// What every contact must have, and what one must have whom a sheet or letter is mailed to.
import { InvalidInput } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import type { Contact } from "@/lib/schemas/contact";
import { requireNamed } from "./require-row";

/** Throws `InvalidInput` where nobody could reach the contact. */
export function requireReachable(contact: {
  readonly email: string | null;
  readonly phone: string | null;
}): void {
  if (contact.email !== null || contact.phone !== null) return;
  throw new InvalidInput([
    { path: "email", message: "an e-mail address or a phone number is needed" },
  ]);
}

/** An active contact of this carrier with an e-mail address. Throws `InvalidInput` at `contactId`. */
export async function requireMailable(
  tx: Store,
  carrierId: string,
  contactId: string,
): Promise<Contact> {
  const path = "contactId";
  const contact = requireNamed("contact", path, await tx.contacts.get(contactId));
  if (contact.carrierId !== carrierId || !contact.active) {
    throw new InvalidInput([{ path, message: "must be an active contact of this carrier" }]);
  }
  if (contact.email === null) {
    const message = `${contact.name} has no e-mail address: add one, or choose another contact`;
    throw new InvalidInput([{ path, message }]);
  }
  return contact;
}
