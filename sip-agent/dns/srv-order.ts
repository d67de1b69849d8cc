/** The order of RFC 2782: by priority, and within one by weight and chance. Pure. */

export interface Weighted {
  readonly priority: number;
  readonly weight: number;
}

/**
 * All of them in the order in which they are to be tried. Of one priority each is first with the share of its weight;
 * one of weight 0 beside others with a weight "has a very small chance", as the RFC has it. `chance` is in [0, 1).
 */
export function srvOrder<T extends Weighted>(records: readonly T[], chance: () => number): T[] {
  if (records.length < 2) return [...records];
  const ordered: T[] = [];
  const priorities = [...new Set(records.map((one) => one.priority))].sort((a, b) => a - b);
  for (const priority of priorities) {
    // Weight 0 stands first: the draw 0 is theirs.
    const left = records
      .filter((one) => one.priority === priority)
      .sort((a, b) => Math.min(a.weight, 1) - Math.min(b.weight, 1));
    while (left.length > 0) {
      const [drawn] = left.splice(draw(left, chance), 1);
      if (drawn !== undefined) ordered.push(drawn);
    }
  }
  return ordered;
}

/** Place of the first whose running sum is at least a whole number drawn from 0 to the sum of all, both included. */
function draw(records: readonly Weighted[], chance: () => number): number {
  if (records.length === 1) return 0;
  const sum = records.reduce((total, one) => total + one.weight, 0);
  const wanted = Math.floor(chance() * (sum + 1));
  let running = 0;
  return Math.max(
    records.findIndex((one) => {
      running += one.weight;
      return running >= wanted;
    }),
    0,
  );
}
