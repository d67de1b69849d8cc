// What carriers told of themselves, one row each.
import type { Answers } from "@/lib/schemas/carrier-questions";
import type { Connection } from "./store";

export interface AnswersRow {
  readonly id: string;
  readonly carrierId: string;
  readonly answers: Answers;
  readonly updatedById: string;
  readonly updatedByName: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

type Changes = Pick<AnswersRow, "answers" | "updatedById" | "updatedByName">;

export function answerStore(db: Connection) {
  return {
    async get(carrierId: string): Promise<AnswersRow | null> {
      return (await db.carrierAnswers.findUnique({ where: { carrierId } })) as AnswersRow | null;
    },

    async insert(row: Changes & { id: string; carrierId: string }): Promise<AnswersRow> {
      return (await db.carrierAnswers.create({ data: row })) as AnswersRow;
    },

    async update(row: AnswersRow, changes: Changes): Promise<AnswersRow> {
      return (await db.carrierAnswers.update({
        where: { id: row.id, version: row.version },
        data: { ...changes, version: { increment: 1 } },
      })) as AnswersRow;
    },
  };
}
