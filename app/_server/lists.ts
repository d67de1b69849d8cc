// Where each list stands, what its address may filter by, and the order of its verb where none is asked for.
import type { ListName } from "@/lib/schemas/list-name";

export interface ListPage {
  readonly path: string;
  readonly filters: readonly string[];
  readonly initialSort: string;
  /** What a filter stands for while it is not set; "all" lifts it. */
  readonly whenUnset?: Readonly<Record<string, string>>;
}

export const LISTS: Readonly<Record<ListName, ListPage>> = {
  carriers: { path: "/carriers", filters: ["search", "state"], initialSort: "name" },
  customers: { path: "/customers", filters: ["search"], initialSort: "name" },
  trunks: {
    path: "/trunks",
    filters: ["search", "state", "carrierId", "customerId"],
    initialSort: "name",
  },
  quotes: {
    path: "/quotes",
    filters: ["search", "state", "customerId", "trunkId"],
    initialSort: "-created",
  },
  numbers: {
    path: "/numbers",
    filters: ["search", "kind", "active", "carrierId", "customerId", "trunkId"],
    initialSort: "number",
  },
  verifications: {
    path: "/verifications",
    filters: ["search", "state", "expiring", "carrierId", "customerId"],
    initialSort: "-created",
  },
  calls: {
    path: "/calls",
    filters: ["number", "direction", "rule", "challenges", "callId", "carrierId", "trunkId"],
    initialSort: "-started",
  },
  "unknown-sources": { path: "/calls/unknown-sources", filters: [], initialSort: "-seen" },
  mail: { path: "/mail", filters: ["search", "state"], initialSort: "-created" },
  "caught-mail": { path: "/mail/inbox", filters: ["search"], initialSort: "-received" },
  notices: {
    path: "/settings/notices",
    filters: ["subject", "state", "kind", "carrierId"],
    initialSort: "due",
    whenUnset: { state: "open" },
  },
};

/** The list's parameters as its verb takes them. */
export function verbQuery(
  name: ListName,
  query: Readonly<Record<string, string>>,
): Record<string, string> {
  const all = { ...LISTS[name].whenUnset, ...query };
  const lifted = Object.keys(LISTS[name].whenUnset ?? {}).filter((key) => all[key] === "all");
  return Object.fromEntries(Object.entries(all).filter(([key]) => !lifted.includes(key)));
}
