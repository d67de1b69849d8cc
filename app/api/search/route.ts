// The search behind the palette, for who is signed in.
import { answerJson } from "@/app/_server/answer-json";
import { searchAll } from "@/lib/services/search/search-all";

export function GET(request: Request) {
  const { searchParams } = new URL(request.url);
  const q = (searchParams.get("q") ?? "").slice(0, 500);
  const recent = searchParams.get("recent") ?? "";
  return answerJson((context) => searchAll(context, { q, recent }));
}
