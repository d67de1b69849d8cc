// The questions as a table that a carrier fills in, and a returned one read back, row by row.
import { type AnswerRow, checkAnswer } from "@/lib/schemas/carrier-answers";
import { type Answers, QUESTIONS, questionOf } from "@/lib/schemas/carrier-questions";
import { readRecords, unreadable, withoutGuard, writeCsv } from "./csv-text";

const COLUMNS = ["id", "question", "answer", "hint"] as const;

/** Every question with what is known so far. */
export function answersTable(answers: Answers): string {
  const rows = QUESTIONS.map(({ id, ask, hint, choices, when }) => {
    const words = [
      hint,
      choices === undefined ? "" : `One of: ${choices.map(({ value }) => value).join(", ")}`,
      when === undefined ? "" : `Only if "${when.id}" is ${when.is.join(" or ")}`,
    ];
    return [id, ask, answers[id] ?? "", words.filter((text) => text !== "").join(". ")];
  });
  return writeCsv([[...COLUMNS], ...rows]);
}

export interface ReadAnswer {
  readonly row: AnswerRow;
  /** To be kept; null where nothing changes, or it is wrong. */
  readonly value: string | null;
}

/** Throws `InvalidInput` at `text` for what is no such table. */
export function readAnswersTable(text: string, known: Answers): ReadAnswer[] {
  const [header, ...records] = readRecords(text);
  const names = header?.cells.map((cell) => cell.toLowerCase()) ?? [];
  const idAt = names.indexOf("id");
  const answerAt = names.indexOf("answer");
  if (idAt === -1 || answerAt === -1) {
    throw unreadable("must begin with a row that names the columns id and answer");
  }
  const seen = new Set<string>();
  return records.map(({ line, cells }) => {
    const id = (cells[idAt] ?? "").toLowerCase();
    const cell = cells[answerAt] ?? "";
    const question = questionOf(id);
    const before = known[id] ?? null;
    // An answer that begins with an apostrophe looks like one that was guarded.
    const typed = cell === before ? cell : withoutGuard(cell);
    const about = { line, id, ask: question?.ask ?? null, typed, before };
    const wrong = (message: string): ReadAnswer => ({
      row: { ...about, verdict: "wrong", message },
      value: null,
    });
    if (question === undefined) return wrong("is not one of the questions");
    if (seen.has(id)) return wrong("stands in the table twice");
    seen.add(id);
    const answer = checkAnswer(question, typed);
    if (!answer.ok) return wrong(answer.message);
    const { value } = answer;
    if (value === "") return { row: { ...about, verdict: "empty", message: null }, value: null };
    if (value === before) return { row: { ...about, verdict: "same", message: null }, value: null };
    return {
      row: { ...about, verdict: before === null ? "new" : "changed", message: null },
      value,
    };
  });
}
