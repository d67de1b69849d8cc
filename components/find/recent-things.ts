// What was opened last from the palette: kinds and ids alone, so that no name stays in a browser. One list a person.
import { type HitKind, MOST_HITS } from "@/lib/schemas/search";

/** "carrier:ID" */
type Thing = string;

const KINDS: readonly HitKind[] = ["carrier", "customer", "trunk", "quote", "verification"];
const SHAPE = /^(carrier|customer|trunk|quote|verification):[0-9a-f-]{36}$/;

const keyOf = (personId: string) => `recent-things:${personId}`;

export function readRecent(storage: Storage, personId: string): Thing[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(keyOf(personId)) ?? "[]");
    if (!Array.isArray(kept)) return [];
    return kept.filter((thing): thing is Thing => typeof thing === "string" && SHAPE.test(thing));
  } catch {
    return [];
  }
}

/** Puts it first; what is no row, such as a page, is not kept. */
export function keepRecent(
  storage: Storage,
  personId: string,
  hit: { readonly kind: HitKind; readonly id: string },
): void {
  if (!KINDS.includes(hit.kind)) return;
  const thing = `${hit.kind}:${hit.id}`;
  const others = readRecent(storage, personId).filter((other) => other !== thing);
  try {
    storage.setItem(keyOf(personId), JSON.stringify([thing, ...others].slice(0, MOST_HITS)));
  } catch {
    // A browser that keeps nothing still finds everything.
  }
}
