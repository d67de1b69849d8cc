// A hand-off sheet as a configuration file, for who is signed in.
import { answerWith } from "@/app/_server/answer-json";
import { fileAnswer } from "@/app/_server/file-answer";
import { presentParams, readParams } from "@/app/_server/search-params";
import { getHandOffConfig } from "@/lib/services/hand-offs/get-hand-off-config";

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return answerWith(async (context) => {
    const { fileName, text } = await getHandOffConfig(context, {
      carrierId: (await params).id,
      ...presentParams(readParams(query, ["product", "number"])),
    });
    const bytes = new TextEncoder().encode(text);
    return fileAnswer({ fileName, contentType: "text/plain", bytes });
  });
}
