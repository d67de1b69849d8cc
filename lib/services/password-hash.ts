// Passwords are kept as argon2id hashes and compared in equal time, also for accounts that do not exist.
import { hash, verify } from "@node-rs/argon2";

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. `algorithm` 2 is argon2id. */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A hash of the same cost that no password is known for: what an unknown account's password is compared with. */
const NOBODYS_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** Whether the password fits. `stored` null (no such account, or none with a password) takes as long and never fits. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const fits = await verify(stored ?? NOBODYS_HASH, password);
  return fits && stored !== null;
}
