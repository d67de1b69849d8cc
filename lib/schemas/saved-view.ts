// A saved view: a list's filter and order under a name, a person's own or shared with all.
import { z } from "zod";
import { Flag, filter, Id, Instant, line, RowVersion } from "./fields";
import { ListName } from "./list-name";

const MOST_PARAMETERS = 20;

/** A list's parameters as they stand in its address, in one order, without the page and the view that it is on. */
const ViewQuery = z
  .string("must be a list's parameters, such as state=live&sort=-changed")
  .max(2000, "must be at most 2000 characters long")
  .transform((text, context): string => {
    const given = [...new URLSearchParams(text.replace(/^\?/, ""))].filter(
      ([name, value]) => value !== "" && name !== "cursor" && name !== "view",
    );
    if (given.length <= MOST_PARAMETERS) {
      return new URLSearchParams(given.sort(([a], [b]) => (a < b ? -1 : 1))).toString();
    }
    context.addIssue(`must be at most ${MOST_PARAMETERS} parameters`);
    return z.NEVER;
  });

const name = line({ min: 1, max: 60 });

export const ListViews = z.strictObject({ list: filter(ListName) });

export const SaveView = z.strictObject({
  list: ListName,
  name,
  query: ViewQuery,
  /** Everybody sees it. */
  shared: Flag.default(false),
  /** The list opens with it, for who saves it. */
  isDefault: Flag.default(false),
});

/** Fields left out stay as they are. */
export const UpdateView = z.strictObject({
  id: Id,
  version: RowVersion,
  name: name.optional(),
  query: ViewQuery.optional(),
  shared: Flag.optional(),
});

/** No view: the list opens with all of it. */
export const SetDefaultView = z.strictObject({ list: ListName, viewId: filter(Id) });

export const SavedView = z.object({
  id: Id,
  list: z.string(),
  name: z.string(),
  query: z.string(),
  ownerId: Id,
  ownerName: z.string(),
  shared: z.boolean(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type SavedView = z.infer<typeof SavedView>;

/** As it is for who asks. */
export const ViewOfActor = SavedView.extend({ isOwn: z.boolean(), isDefault: z.boolean() });
export type ViewOfActor = z.infer<typeof ViewOfActor>;
