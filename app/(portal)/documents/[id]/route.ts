// A document's bytes, for who is signed in.
import { answerWith } from "@/app/_server/answer-json";
import { documentAnswer } from "@/app/_server/file-answer";
import { getDocument } from "@/lib/services/documents/get-document";

export async function GET(_request: Request, { params }: RouteContext<"/documents/[id]">) {
  const { id } = await params;
  return answerWith(async (context) => documentAnswer(await getDocument(context, { id })));
}
