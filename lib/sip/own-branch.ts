/** Our own Via branches (§8.1.1.7): a numeric transaction id and 64 random bits, both checked without hashing a string. */
import { hex32 } from "@/lib/telephony/hex-words";

/** What a branch of ours says. `high` and `low` are the random bits, 32 each, unsigned. */
export interface OwnBranch {
  /** 0 to 2^31 - 1. */
  readonly id: number;
  readonly high: number;
  readonly low: number;
  /** What was put after the dash when the branch was made, e.g. a key for loop detection; empty if nothing. */
  readonly suffix: string;
}

const COOKIE = "z9hG4bK";
const RANDOM_END = COOKIE.length + 16;
const DASH = 0x2d;

/** `z9hG4bK`, 16 hex digits, the id in base 36, and `-suffix` if one is given (token characters only). */
export function formatBranch(branch: OwnBranch): string {
  const text = COOKIE + hex32(branch.high) + hex32(branch.low) + branch.id.toString(36);
  return branch.suffix === "" ? text : `${text}-${branch.suffix}`;
}

/**
 * The transaction id in a branch, -1 if it is not of our form. Whether the random bits are right is for the caller to
 * see, by comparing the branch with the one that this id has.
 */
export function branchId(text: string): number {
  if (!text.startsWith(COOKIE)) return -1;
  let id = 0;
  let end = RANDOM_END;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === DASH) break;
    const digit = digit36(code);
    // A leading zero would make a second spelling of the same id.
    if (digit === -1 || (id === 0 && end > RANDOM_END)) return -1;
    id = id * 36 + digit;
    if (id > 0x7fffffff) return -1;
  }
  return end === RANDOM_END ? -1 : id;
}

/** Reads a whole branch; null if it is not exactly of our form. */
export function parseBranch(text: string): OwnBranch | null {
  const id = branchId(text);
  if (id === -1) return null;
  const random = text.slice(COOKIE.length, RANDOM_END);
  if (!/^[0-9a-f]{16}$/.test(random)) return null;
  const dash = text.indexOf("-", RANDOM_END);
  return {
    id,
    high: Number.parseInt(random.slice(0, 8), 16),
    low: Number.parseInt(random.slice(8), 16),
    suffix: dash === -1 ? "" : text.slice(dash + 1),
  };
}

function digit36(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x61 && code <= 0x7a) return code - 0x61 + 10;
  return -1;
}
