// How a list is cut: by which column it is sorted, where the last page ended, how many rows, and whether they are counted.
import { z } from "zod";
import { Flag, filter, wholeNumber } from "./fields";

export interface Sort<Name extends string = string> {
  readonly by: Name;
  readonly descending: boolean;
}

/** "name" sorts ascending, "-name" descending; one of `names` and nothing else. */
function sortBy<const Name extends string>(names: readonly [Name, ...Name[]]) {
  const choices = names.flatMap((name) => [name, `-${name}`]);
  return z
    .string("must be text")
    .transform((text, context): Sort<Name> => {
      const bare = text.replace(/^-/, "");
      const by = names.find((name) => name === bare);
      if (by !== undefined) return { by, descending: text !== bare };
      context.addIssue(`must be one of ${names.join(", ")}, with - before it for descending`);
      return z.NEVER;
    })
    .meta({ override: { type: "string", enum: choices } });
}

/** As it stands in an address. */
export function sortText({ by, descending }: Sort): string {
  return descending ? `-${by}` : by;
}

/** What a sorted list takes beside its filters. A cursor holds its place and is no id. */
export function sortedPage<const Name extends string>(names: readonly [Name, ...Name[]]) {
  return {
    sort: filter(sortBy(names)),
    cursor: filter(z.string("must be text").max(800, "is none of this list")),
    limit: filter(wholeNumber({ min: 1, max: 200 })),
    /** Whether the answer says how many rows the filter finds. */
    count: filter(Flag),
  };
}

/** Rows are counted up to here: what is beyond is "more than". */
export const COUNTED_ROWS = 10_000;
