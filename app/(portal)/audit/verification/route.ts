// A piece of the audit chain, computed anew for the page that asks for one after the other.
import { answerJson } from "@/app/_server/answer-json";
import { presentParams, readParams } from "@/app/_server/search-params";
import { verifyAuditChain } from "@/lib/services/audit/verify-audit-chain";

export async function GET(request: Request) {
  const params = Object.fromEntries(new URL(request.url).searchParams);
  return answerJson((context) =>
    verifyAuditChain(context, presentParams(readParams(params, ["cursor"]))),
  );
}
