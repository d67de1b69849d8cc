// A large map with a few entries changed: the next version of a table costs what changed, not what is there.

/** In the changes, of a key that is gone. */
const GONE = Symbol("gone");

/** With more changes than this, or than a sixteenth of the entries, the next version is copied whole. */
const MOST_CHANGES = 256;
const SHARE = 16;

/** `before` without the keys `gone`, then with `entries`. `before` stays as it is, and is shared as far as it pays. */
export function withEntries<K, V>(
  before: ReadonlyMap<K, V>,
  gone: Iterable<K>,
  entries: Iterable<readonly [K, V]>,
): ReadonlyMap<K, V> {
  const base = before instanceof OverlayMap ? before.base : before;
  const changes = new Map<K, V | typeof GONE>(before instanceof OverlayMap ? before.changes : []);
  for (const key of gone) changes.set(key, GONE);
  for (const [key, value] of entries) changes.set(key, value);
  const next = new OverlayMap(base, changes);
  const isSmall = changes.size <= Math.min(MOST_CHANGES, base.size / SHARE);
  return isSmall ? next : new Map(next);
}

/** Keys of the base come first, in its order; then those that were added since, in theirs. */
class OverlayMap<K, V> implements ReadonlyMap<K, V> {
  readonly size: number;

  constructor(
    readonly base: ReadonlyMap<K, V>,
    readonly changes: ReadonlyMap<K, V | typeof GONE>,
  ) {
    let { size } = base;
    for (const [key, value] of changes) size += Number(value !== GONE) - Number(base.has(key));
    this.size = size;
  }

  get(key: K): V | undefined {
    const changed = this.changes.get(key);
    if (changed === undefined) return this.base.get(key);
    return changed === GONE ? undefined : changed;
  }

  has(key: K): boolean {
    const changed = this.changes.get(key);
    return changed === undefined ? this.base.has(key) : changed !== GONE;
  }

  *entries(): Generator<[K, V], undefined> {
    for (const [key, value] of this.base) {
      const changed = this.changes.get(key);
      if (changed === undefined) yield [key, value];
      else if (changed !== GONE) yield [key, changed];
    }
    for (const [key, changed] of this.changes) {
      if (changed !== GONE && !this.base.has(key)) yield [key, changed];
    }
  }

  *keys(): Generator<K, undefined> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): Generator<V, undefined> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): Generator<[K, V], undefined> {
    return this.entries();
  }

  forEach(each: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this);
  }
}
