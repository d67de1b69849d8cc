// Slows down guessing: wrong passwords are counted by account and address, by account and by address, in this process's memory.
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { Throttled } from "@/lib/core/errors";
import { addressKey } from "./client-address";

const WINDOW_SEC = 15 * 60;
const TRIES_PER_ACCOUNT_AND_ADDRESS = 10;
const TRIES_PER_ADDRESS = 50;
/** Guesses from many addresses at one account. */
const TRIES_PER_ACCOUNT = 100;
const ACCOUNT_WINDOW_SEC = 60 * 60;
/** So long an address stays known after a good sign-in. */
const KNOWN_SEC = 7 * 24 * 60 * 60;

interface Throttle {
  readonly byPair: RateLimiterAbstract;
  readonly byAccount: RateLimiterAbstract;
  readonly byAddress: RateLimiterAbstract;
  /** Account and address of good sign-ins: guesses made elsewhere do not shut their owner out. */
  readonly known: RateLimiterAbstract;
}

// Next loads modules more than once in one process; the count must be one all the same.
const shared = globalThis as typeof globalThis & { cradleSignInThrottle?: Throttle };

function throttle(): Throttle {
  shared.cradleSignInThrottle ??= {
    byPair: new RateLimiterMemory({ points: TRIES_PER_ACCOUNT_AND_ADDRESS, duration: WINDOW_SEC }),
    byAccount: new RateLimiterMemory({ points: TRIES_PER_ACCOUNT, duration: ACCOUNT_WINDOW_SEC }),
    byAddress: new RateLimiterMemory({ points: TRIES_PER_ADDRESS, duration: WINDOW_SEC }),
    known: new RateLimiterMemory({ points: 1, duration: KNOWN_SEC }),
  };
  return shared.cradleSignInThrottle;
}

function keysOf(email: string, address: string) {
  const from = addressKey(address);
  const account = email.toLowerCase();
  return { from, account, pair: JSON.stringify([account, from]) };
}

/**
 * Counts a try before its password is looked at, so that many at once count too. Throws `Throttled`, for accounts that
 * exist and for those that do not alike. A stranger's guesses shut out the stranger, not the account's owner.
 */
export async function countSignInTry(email: string, address: string): Promise<void> {
  const { byPair, byAccount, byAddress, known } = throttle();
  const { from, account, pair } = keysOf(email, address);
  try {
    await byAddress.consume(from);
    await byPair.consume(pair);
    if ((await known.get(pair)) === null) await byAccount.consume(account);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new Throttled("sign-in", Math.ceil(refusal.msBeforeNext / 1000));
  }
}

/** A right password takes back what its tries cost, and makes the address known for the account. */
export async function forgetSignInTries(email: string, address: string): Promise<void> {
  const { byPair, byAddress, known } = throttle();
  const { from, pair } = keysOf(email, address);
  await byPair.delete(pair);
  await byAddress.reward(from);
  await known.set(pair, 1, KNOWN_SEC);
}
