/** Which headers may leave: a list compiled once and asked for every line. */
import { headerIdOf, UNKNOWN } from "./header-name";

/** A compiled list of header names that may leave; made once, at start. */
export interface HeaderAllowList {
  /** 1 for each known header that may leave, by id. */
  readonly known: Uint8Array;
  /** Lower-case names of headers that this folder does not know. */
  readonly others: ReadonlySet<string>;
}

/** Compiles header names (full forms, any case) to an allow-list. Content-Length always passes. */
export function allowHeaders(names: readonly string[]): HeaderAllowList {
  const known = new Uint8Array(256);
  const others = new Set<string>();
  for (const name of ["Content-Length", ...names]) {
    const id = headerIdOf(name);
    if (id === UNKNOWN) others.add(name.toLowerCase());
    else known[id] = 1;
  }
  return { known, others };
}
