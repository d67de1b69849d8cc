// Reads by many keys: Postgres takes at most 32,767 values in one statement.

const CHUNK = 5_000;

/** All that `read` gives for the keys, which it is given some thousand at a time. */
export async function inChunks<Key, Row>(
  keys: readonly Key[],
  read: (some: Key[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let at = 0; at < keys.length; at += CHUNK) {
    rows.push(...(await read(keys.slice(at, at + CHUNK))));
  }
  return rows;
}
