// An attachment of a caught message, for who is signed in.
import { answerWith } from "@/app/_server/answer-json";
import { fileAnswer } from "@/app/_server/file-answer";
import { getCaughtAttachment } from "@/lib/services/mail/get-caught-attachment";

export async function GET(
  _request: Request,
  { params }: RouteContext<"/mail/inbox/[id]/attachments/[index]">,
) {
  const { id, index } = await params;
  return answerWith(async (context) =>
    fileAnswer(await getCaughtAttachment(context, { id, index })),
  );
}
