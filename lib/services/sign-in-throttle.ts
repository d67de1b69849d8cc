// Slows down guessing: wrong passwords are counted by account and by address, in this process's memory.
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { Throttled } from "@/lib/core/errors";
import { addressKey } from "./client-address";

const WINDOW_SEC = 15 * 60;
const TRIES_PER_ACCOUNT = 10;
const TRIES_PER_ADDRESS = 50;

interface Throttle {
  readonly byAccount: RateLimiterAbstract;
  readonly byAddress: RateLimiterAbstract;
}

// Next loads modules more than once in one process; the count must be one all the same.
const shared = globalThis as typeof globalThis & { cradleSignInThrottle?: Throttle };

function throttle(): Throttle {
  shared.cradleSignInThrottle ??= {
    byAccount: new RateLimiterMemory({ points: TRIES_PER_ACCOUNT, duration: WINDOW_SEC }),
    byAddress: new RateLimiterMemory({ points: TRIES_PER_ADDRESS, duration: WINDOW_SEC }),
  };
  return shared.cradleSignInThrottle;
}

/**
 * Counts a try before its password is looked at, so that many at once count too. Throws `Throttled`, for accounts that
 * exist and for those that do not alike.
 */
export async function countSignInTry(email: string, address: string): Promise<void> {
  const { byAccount, byAddress } = throttle();
  try {
    await byAddress.consume(addressKey(address));
    await byAccount.consume(email.toLowerCase());
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new Throttled("sign-in", Math.ceil(refusal.msBeforeNext / 1000));
  }
}

/** A right password takes back what its tries cost. */
export async function forgetSignInTries(email: string, address: string): Promise<void> {
  const { byAccount, byAddress } = throttle();
  await byAccount.delete(email.toLowerCase());
  await byAddress.reward(addressKey(address));
}
