// Whose an address is, for the search: the one place that asks.
import type { ReadStore } from "@/lib/db/store";
import { MOST_HITS, type SearchHit } from "@/lib/schemas/search";

/** `block` is canonical text. The page of each is its carrier's, Cradle's network, or the unknown sources. */
export async function findAddressHits(store: ReadStore, block: string): Promise<SearchHit[]> {
  const rows = await store.search.findAddresses(block);
  return rows.slice(0, MOST_HITS).map(({ kind, id, label, detail, carrierId }) => ({
    kind: "address",
    id,
    label,
    detail,
    path:
      carrierId !== null
        ? `/carriers/${carrierId}`
        : kind === "own"
          ? "/settings/network"
          : "/calls/unknown-sources",
  }));
}
