// The outbox in the database: messages that wait for the job worker, and what became of them; and what the catcher took.
import type { Page } from "@/lib/schemas/fields";
import type { CaughtMail, Mail } from "@/lib/schemas/mail";
import type { Prisma } from "./generated/client";
import { MailState } from "./generated/enums";
import { given, holding } from "./paging";
import { findSorted, type SortedArgs, type SortedQuery, type SortPlan } from "./sorting";
import type { Connection } from "./store";

/** Ids rise with time. */
const PLAN: SortPlan = {
  initial: { by: "created", descending: true },
  columns: {
    created: { path: "id", kind: "text" },
    subject: { path: "subject", kind: "text" },
    to: { path: "toAddress", kind: "text" },
    state: { path: "state", kind: Object.values(MailState) },
    sent: { path: "sentAt", kind: "moment", nullable: true },
  },
};
const CAUGHT_PLAN: SortPlan = {
  initial: { by: "received", descending: true },
  columns: {
    received: { path: "id", kind: "text" },
    subject: { path: "subject", kind: "text" },
    from: { path: "fromAddress", kind: "text" },
  },
};

/** What a message is about. */
export interface MailSubject {
  readonly table: string;
  readonly id: string;
}

/** A recipient is known by the whole address alone. */
function caughtWith(search: string | undefined): Prisma.CaughtMailWhereInput {
  if (search === undefined) return {};
  const words = holding(search);
  return {
    OR: [{ subject: words }, { fromAddress: words }, { toAddresses: { has: search } }],
  };
}

export function mailStore(db: Connection) {
  return {
    get: (id: string): Promise<Mail | null> => db.mailOutbox.findUnique({ where: { id } }),

    /** Newest first. */
    findAbout: ({ table, id }: MailSubject): Promise<Mail[]> =>
      db.mailOutbox.findMany({
        where: { aboutTable: table, aboutId: id },
        orderBy: { id: "desc" },
      }),

    async findPage(
      query: SortedQuery & { state?: Mail["state"] | undefined; search?: string | undefined },
    ): Promise<Page<Mail>> {
      const { search } = query;
      const words = search === undefined ? undefined : holding(search);
      return findSorted({
        plan: PLAN,
        query,
        where: {
          ...given({ state: query.state }),
          ...(words ? { OR: [{ toAddress: words }, { subject: words }] } : {}),
        },
        find: (
          args: SortedArgs<Prisma.MailOutboxWhereInput, Prisma.MailOutboxOrderByWithRelationInput>,
        ) => db.mailOutbox.findMany(args),
        count: (args) => db.mailOutbox.count(args),
      });
    },

    /**
     * Ids of messages from before a moment that wait and that no job will deliver, oldest first. A job that used up its
     * attempts stays in the queue's table and runs no more; one that is at its last attempt is still at work.
     */
    async findStranded(before: Date, limit: number): Promise<string[]> {
      const rows = await db.$queryRaw<{ id: string }[]>`
        SELECT m.id FROM mail_outbox m
        WHERE m.state = 'waiting' AND m.created_at < ${before}
          AND NOT EXISTS (
            SELECT 1 FROM graphile_worker.jobs j
            WHERE j.key = 'deliver-mail:' || m.id::text
              AND (j.attempts < j.max_attempts OR j.locked_at IS NOT NULL))
        ORDER BY m.created_at, m.id LIMIT ${limit}::int`;
      return rows.map(({ id }) => id);
    },

    insert: (row: Prisma.MailOutboxUncheckedCreateInput): Promise<Mail> =>
      db.mailOutbox.create({ data: row }),

    update: (id: string, changes: Prisma.MailOutboxUncheckedUpdateInput): Promise<Mail> =>
      db.mailOutbox.update({ where: { id }, data: changes }),

    /** Without the messages' bytes. */
    findCaughtPage: (
      query: SortedQuery & { search?: string | undefined },
    ): Promise<Page<CaughtMail>> =>
      findSorted({
        plan: CAUGHT_PLAN,
        query,
        where: caughtWith(query.search),
        find: (
          args: SortedArgs<Prisma.CaughtMailWhereInput, Prisma.CaughtMailOrderByWithRelationInput>,
        ) => db.caughtMail.findMany({ ...args, omit: { source: true, textBody: true } }),
        count: (args) => db.caughtMail.count(args),
      }),

    getCaught: (id: string) => db.caughtMail.findUnique({ where: { id } }),

    async insertCaught(row: Prisma.CaughtMailUncheckedCreateInput): Promise<void> {
      await db.caughtMail.create({ data: row });
    },

    /** Deletes all but the newest that are at most so many and, texts included, so many bytes; gives how many went. */
    async deleteCaughtBeyond(most: { messages: number; bytes: number }): Promise<number> {
      return db.$executeRaw`
        DELETE FROM caught_mail WHERE id IN (
          SELECT id FROM (
            SELECT id, row_number() OVER newest AS place,
              sum(octet_length(source) + octet_length(text_body)) OVER newest AS bytes
            FROM caught_mail WINDOW newest AS (ORDER BY id DESC ROWS UNBOUNDED PRECEDING)) AS kept
          WHERE place > ${most.messages}::int OR bytes > ${most.bytes}::bigint)`;
    },

    async deleteCaughtBefore(moment: Date): Promise<number> {
      return (await db.caughtMail.deleteMany({ where: { receivedAt: { lt: moment } } })).count;
    },
  };
}
