// Going through a list's rows by keys: the focus moves from row to row, on the link that opens each, so that Enter opens it.

/** The links that open the rows of the page's lists, in the order of the page. */
export function rowLinks(page: Document): HTMLElement[] {
  const rows = page.querySelectorAll("main table[data-rows] > tbody > tr");
  return [...rows].flatMap((row) => row.querySelector<HTMLElement>("th a, td a") ?? []);
}

/** Moves to the next or previous row; from elsewhere to the first, or the last. False where there is none. */
export function moveToRow(page: Document, by: 1 | -1): boolean {
  const links = rowLinks(page);
  const row = page.activeElement?.closest("tr") ?? null;
  const at = links.findIndex((link) => row?.contains(link) === true);
  const next = at === -1 ? links.at(by === 1 ? 0 : -1) : links[at + by];
  if (next === undefined) return at !== -1;
  next.focus();
  next.closest("tr")?.scrollIntoView({ block: "nearest" });
  return true;
}
