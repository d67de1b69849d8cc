// What every contact must have.
import { InvalidInput } from "@/lib/core/errors";

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
