// The mail that asks a carrier what it must tell us; the table to fill in is attached.
import { type Answers, openQuestions, QUESTIONS } from "@/lib/schemas/carrier-questions";

export function questionsMail(given: {
  readonly carrierName: string;
  readonly contact: { readonly name: string };
  readonly answers: Answers;
  readonly note: string;
}): { subject: string; textBody: string } {
  const { carrierName, contact, answers, note } = given;
  const open = openQuestions(answers).length;
  return {
    subject: `Cradle BYOC: what we need to know from ${carrierName}`,
    textBody: [
      `Dear ${contact.name},`,
      "",
      "To exchange calls with you we need to know a few things of your network.",
      `Attached is a table of ${QUESTIONS.length} short questions, ${open} of them without an answer yet.`,
      'Please open it in a spreadsheet, fill in the column "answer", leave the column "id" as it is, and send it back.',
      "What you cannot answer may stay empty. What is filled in already is what we have understood so far: please correct it.",
      ...(note === "" ? [] : ["", note]),
      "",
      "Send no passwords by this way: we hand over ours by another.",
    ].join("\n"),
  };
}
