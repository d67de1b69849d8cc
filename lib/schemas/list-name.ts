// The lists that can be sorted, filtered, kept as a view and taken away as CSV.
import { z } from "zod";

export const LIST_NAMES = [
  "carriers",
  "customers",
  "trunks",
  "quotes",
  "numbers",
  "verifications",
  "calls",
  "unknown-sources",
  "mail",
  "caught-mail",
  "notices",
] as const;

export const ListName = z.enum(LIST_NAMES, { error: `must be one of ${LIST_NAMES.join(", ")}` });
export type ListName = z.infer<typeof ListName>;

/** A list, with its own filter and sort. */
export const ExportList = z.looseObject({ list: ListName });
