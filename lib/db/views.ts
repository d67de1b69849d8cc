// Saved views in the database, and which of them a person's lists open with.
import type { SavedView } from "@/lib/schemas/saved-view";
import type { Prisma } from "./generated/client";
import { given } from "./paging";
import type { Connection } from "./store";

/** More than anybody has tabs for. */
const MOST_VIEWS = 100;

export function viewStore(db: Connection) {
  return {
    get: (id: string): Promise<SavedView | null> => db.savedView.findUnique({ where: { id } }),

    /** A person's own and those shared with all, by name. */
    findFor: (ownerId: string, list: string | undefined): Promise<SavedView[]> =>
      db.savedView.findMany({
        where: { ...given({ list }), OR: [{ ownerId }, { shared: true }] },
        orderBy: [{ name: "asc" }, { id: "asc" }],
        take: MOST_VIEWS,
      }),

    countOwn: (ownerId: string): Promise<number> => db.savedView.count({ where: { ownerId } }),

    async findDefaultIds(ownerId: string): Promise<string[]> {
      const rows = await db.defaultView.findMany({ where: { ownerId } });
      return rows.map(({ viewId }) => viewId);
    },

    insert: (row: Prisma.SavedViewUncheckedCreateInput): Promise<SavedView> =>
      db.savedView.create({ data: row }),

    update: (view: SavedView, changes: Prisma.SavedViewUncheckedUpdateInput): Promise<SavedView> =>
      db.savedView.update({
        where: { id: view.id, version: view.version },
        data: { ...changes, version: { increment: 1 } },
      }),

    /** With every default that names it. */
    async delete(id: string): Promise<void> {
      await db.savedView.delete({ where: { id } });
    },

    async setDefault(ownerId: string, list: string, viewId: string | null): Promise<void> {
      const where = { ownerId, list };
      if (viewId === null) await db.defaultView.deleteMany({ where });
      else {
        await db.defaultView.upsert({
          where: { ownerId_list: where },
          create: { ...where, viewId },
          update: { viewId },
        });
      }
    },

    /** Of everybody but its owner: a view that is no longer shared opens nobody else's list. */
    async deleteDefaultsOfOthers(view: SavedView): Promise<void> {
      await db.defaultView.deleteMany({
        where: { viewId: view.id, ownerId: { not: view.ownerId } },
      });
    },
  };
}
