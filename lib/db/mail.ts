// The outbox in the database: messages that wait for the job worker, and what became of them.
import type { Mail } from "@/lib/schemas/mail";
import type { Prisma } from "./generated/client";
import type { Connection } from "./store";

/** What a message is about. */
export interface MailSubject {
  readonly table: string;
  readonly id: string;
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

    insert: (row: Prisma.MailOutboxUncheckedCreateInput): Promise<Mail> =>
      db.mailOutbox.create({ data: row }),
  };
}
