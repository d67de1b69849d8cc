// The numbers of a list as CSV, for who is signed in.
import { answerWith } from "@/app/_server/answer-json";
import { textAnswer } from "@/app/_server/file-answer";
import { LISTS } from "@/app/_server/lists";
import { presentParams, readParams } from "@/app/_server/search-params";
import { exportNumbers } from "@/lib/services/numbers/export-numbers";

export async function GET(request: Request) {
  const params = Object.fromEntries(new URL(request.url).searchParams);
  return answerWith(async (context) => {
    const filter = presentParams(readParams(params, [...LISTS.numbers.filters, "sort"]));
    const fileName = `numbers ${context.now().toISOString().slice(0, 10)}.csv`;
    return textAnswer({ fileName, contentType: "text/csv" }, await exportNumbers(context, filter));
  });
}
