// A carrier's answers: as a form, a program or a returned table gives them, and what they could set up.
import { z } from "zod";
import { type Answers, type Question, questionOf } from "./carrier-questions";
import { Flag, filter, Id, Instant, lines, RowVersion, wholeNumber } from "./fields";

const LONGEST = 4000;
const LongAnswer = lines({ max: LONGEST });

/** Largest returned table, in characters. */
const LARGEST_ANSWERS_TEXT = 500_000;

/** An answer in the form in which it is kept, or what is wrong with it. An empty one is no answer, and never wrong. */
export function checkAnswer(
  question: Question,
  typed: string,
):
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly message: string } {
  const parsed = LongAnswer.safeParse(typed);
  if (!parsed.success) {
    return { ok: false, message: parsed.error.issues[0]?.message ?? "cannot be kept" };
  }
  const value = parsed.data.replaceAll("\r\n", "\n");
  if (value === "") return { ok: true, value };
  switch (question.kind) {
    case "lines":
      return { ok: true, value };
    case "text":
      return value.includes("\n")
        ? { ok: false, message: "must be one line" }
        : { ok: true, value };
    case "number":
      return /^\d{1,6}$/.test(value)
        ? { ok: true, value: String(Number(value)) }
        : { ok: false, message: "must be a whole number, such as 30" };
    case "choice": {
      const wanted = value.toLowerCase();
      const choice = question.choices?.find(
        (candidate) => candidate.value === wanted || candidate.label.toLowerCase() === wanted,
      );
      const words = question.choices?.map((candidate) => candidate.value).join(", ");
      return choice === undefined
        ? { ok: false, message: `must be one of: ${words}` }
        : { ok: true, value: choice.value };
    }
    default:
      return question.kind satisfies never;
  }
}

/** Only the questions that are named change; an empty answer takes one away. */
const GivenAnswers = z
  .record(z.string(), z.string("must be text"), { error: "must be answers by question" })
  .transform((given, context): Answers => {
    const checked: Record<string, string> = {};
    for (const [id, typed] of Object.entries(given)) {
      const question = questionOf(id);
      if (question === undefined) {
        context.issues.push({
          ...{ code: "custom", path: [id], input: typed, message: "is not one of the questions" },
        });
        continue;
      }
      const answer = checkAnswer(question, typed);
      if (answer.ok) checked[id] = answer.value;
      else {
        context.issues.push({
          ...{ code: "custom", path: [id], input: typed, message: answer.message },
        });
      }
    }
    return checked;
  })
  .meta({ override: { type: "object", additionalProperties: { type: "string" } } });

/** 0 while nothing has been answered. */
const AnswersVersion = wholeNumber({ min: 0, max: 2_147_483_647 });

export const SaveCarrierAnswers = z.strictObject({
  carrierId: Id,
  version: AnswersVersion,
  answers: GivenAnswers,
});

export const ByCarrier = z.strictObject({ carrierId: Id });

export const CarrierAnswers = z.object({
  carrierId: Id,
  answers: z.record(z.string(), z.string()),
  /** 0 while nothing has been answered. */
  version: z.number(),
  updatedAt: Instant.nullable(),
  updatedByName: z.string().nullable(),
});
export type CarrierAnswers = z.infer<typeof CarrierAnswers>;

export const SendCarrierQuestions = z.strictObject({
  carrierId: Id,
  contactId: Id,
  /** A few words of one's own in the mail. */
  note: lines({ max: 2000 }).default(""),
});

const table = {
  carrierId: Id,
  /** CSV with the columns id and answer; question and hint are read past. */
  text: z
    .string("must be text")
    .refine((text) => text.trim() !== "", { error: "must hold the table that was sent" })
    .refine((text) => text.length <= LARGEST_ANSWERS_TEXT, {
      error: "must be at most 500,000 characters long",
    }),
};

export const PreviewCarrierAnswers = z.strictObject(table);

export const ImportCarrierAnswers = z.strictObject({
  ...table,
  version: AnswersVersion,
  /** Keep the right rows although others are not; left out, one wrong row refuses the whole table. */
  onlyRight: Flag.optional(),
});

/** `empty`: no answer, so that what is known stays. `wrong`: a fault, or a question that is none of ours. */
const AnswerVerdict = z.enum(["new", "changed", "same", "empty", "wrong"]);

export const AnswerRow = z.object({
  /** Line of the text on which the row ends, from 1. */
  line: z.number(),
  id: z.string(),
  ask: z.string().nullable(),
  typed: z.string(),
  /** What is known so far. */
  before: z.string().nullable(),
  verdict: AnswerVerdict,
  message: z.string().nullable(),
});
export type AnswerRow = z.infer<typeof AnswerRow>;

export const AnswersPreview = z.object({
  rows: z.array(AnswerRow),
  counts: z.record(AnswerVerdict, z.number()),
});
export type AnswersPreview = z.infer<typeof AnswersPreview>;

/** `new`: can be set up with one press. `there`: stands so already. `wrong`: cannot, and why. `by-hand`: has its own page. */
export const CarryOverItem = z.object({
  /** Names the item among the carrier's; the same as long as the answer is. */
  key: z.string(),
  what: z.enum(["requirement", "acl-entry", "gateway", "contact", "carrier", "number"]),
  /** What would be done, in words. */
  title: z.string(),
  verdict: z.enum(["new", "there", "wrong", "by-hand"]),
  message: z.string().nullable(),
});
export type CarryOverItem = z.infer<typeof CarryOverItem>;

export const CarryOverPreview = z.object({
  version: z.number(),
  items: z.array(CarryOverItem),
});
export type CarryOverPreview = z.infer<typeof CarryOverPreview>;

export const CarryOverAnswers = z.strictObject({
  carrierId: Id,
  /** Of the answers that the preview was made of. */
  version: RowVersion,
  /** Left out: all that is new. */
  keys: filter(z.array(z.string().max(300)).max(1000)),
});

export const CarriedOver = z.object({
  done: z.array(CarryOverItem),
  failed: z.array(CarryOverItem),
});
export type CarriedOver = z.infer<typeof CarriedOver>;
