// REST: finding things.
import { SearchAll, SearchAnswer } from "@/lib/schemas/search";
import { searchAll } from "@/lib/services/search/search-all";
import { type Operation, operation } from "./operation";

export const findingOperations: readonly Operation[] = [
  operation({
    method: "get",
    path: "/search",
    tag: "Search",
    summary:
      "Find carriers, customers, trunks, numbers, addresses, quotes and calls by what is pasted",
    verb: searchAll,
    input: SearchAll,
    output: SearchAnswer,
  }),
];
