// The questions as a table to fill in, for who is signed in.
import { answerWith } from "@/app/_server/answer-json";
import { fileAnswer } from "@/app/_server/file-answer";
import { exportCarrierQuestions } from "@/lib/services/answers/export-carrier-questions";

export async function GET(
  _request: Request,
  { params }: RouteContext<"/carriers/[id]/questions/export">,
) {
  const { id: carrierId } = await params;
  return answerWith(async (context) => {
    const { fileName, text } = await exportCarrierQuestions(context, { carrierId });
    // A spreadsheet knows UTF-8 by its mark.
    const bytes = new TextEncoder().encode(`\ufeff${text}`);
    return fileAnswer({ fileName, contentType: "text/csv", bytes });
  });
}
