// Checks an e-mail address and a password at sign-in.
import { Unauthenticated } from "@/lib/core/errors";
import { AuthenticatePassword, type StaffUser } from "@/lib/schemas/staff";
import { isLoopback } from "../client-address";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { isPassword } from "../password-hash";
import { requirePermission } from "../permit";
import { countSignInTry, forgetSignInTries } from "../sign-in-throttle";

/**
 * Throws `Unauthenticated` with the same words and after the same time for an unknown account, a wrong password, a
 * disabled account, and a demo account that is asked for from anywhere but loopback; `Throttled` after too many tries.
 */
export async function authenticatePassword(ctx: Context, raw: unknown): Promise<StaffUser> {
  requirePermission(ctx.actor, "session.open");
  const { email, password, address } = parseInput(AuthenticatePassword, raw);
  await countSignInTry(email, address);
  const user = await ctx.read.staff.getByEmail(email);
  const hash = await ctx.read.staff.getPasswordHash(user?.id ?? ctx.newId());
  const fits = await isPassword(password, hash);
  if (user === null || !fits) throw refusal("unknown account or wrong password");
  if (user.disabledAt !== null) throw refusal(`account ${user.id} is disabled`);
  if (user.isDemo && !isLoopback(address)) {
    throw refusal(`demo account ${user.id} was asked for from ${address}`);
  }
  await forgetSignInTries(email, address);
  return user;
}

/** One sentence for the visitor whatever the reason, which only the log tells. */
function refusal(internal: string): Unauthenticated {
  return new Unauthenticated(internal, {
    publicMessage: "This e-mail address and password do not fit together.",
  });
}
