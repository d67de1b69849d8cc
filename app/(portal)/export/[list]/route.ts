// A list as CSV, filtered and sorted as it is shown, for who is signed in.
import { answerWith } from "@/app/_server/answer-json";
import { textAnswer } from "@/app/_server/file-answer";
import { LISTS, verbQuery } from "@/app/_server/lists";
import { presentParams, readParams } from "@/app/_server/search-params";
import { ListName } from "@/lib/schemas/list-name";
import { exportList } from "@/lib/services/exports/export-list";

export async function GET(request: Request, { params }: RouteContext<"/export/[list]">) {
  const { list } = await params;
  const given = Object.fromEntries(new URL(request.url).searchParams);
  return answerWith(async (context) => {
    const known = ListName.safeParse(list);
    const filters = known.success ? LISTS[known.data].filters : [];
    const asked = presentParams(readParams(given, [...filters, "sort"]));
    const query = known.success ? verbQuery(known.data, asked) : asked;
    const pieces = await exportList(context, { ...query, list });
    const fileName = `${list} ${context.now().toISOString().slice(0, 10)}.csv`;
    return textAnswer({ fileName, contentType: "text/csv" }, pieces);
  });
}
