/** Our own Via branches: a numeric transaction id and 64 random bits, both checked without hashing a string. */

/** What a branch of ours says. `high` and `low` are the random bits, 32 each. */
export interface OwnBranch {
  readonly id: number;
  readonly high: number;
  readonly low: number;
  /** What was put after the dash when the branch was made, e.g. a key for loop detection; empty if nothing. */
  readonly suffix: string;
}

/** `z9hG4bK`, 16 hex digits, the id in base 36, and `-suffix` if one is given (token characters only). */
export function formatBranch(branch: OwnBranch): string {
  throw new Error(`to come: ${branch.id}`);
}

/** Reads a branch; null if it is not exactly of our form. */
export function parseBranch(text: string): OwnBranch | null {
  throw new Error(`to come: ${text}`);
}
