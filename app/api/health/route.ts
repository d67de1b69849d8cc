// Whether the portal can work: for load balancers and for those who wonder.
import { NextResponse } from "next/server";
import { reportFailure } from "@/app/_server/report-failure";
import { systemActor } from "@/lib/auth/actor";
import { requestId } from "@/lib/auth/session";
import { checkDatabase } from "@/lib/services/health/check-database";
import { contextFor } from "@/lib/services/runtime";

export const dynamic = "force-dynamic";

export async function GET() {
  const reference = await requestId();
  const headers = { "cache-control": "no-store" };
  try {
    await checkDatabase(contextFor(systemActor("sign-in"), reference));
    return NextResponse.json({ ok: true }, { headers });
  } catch (error) {
    reportFailure(error, reference);
    return NextResponse.json(
      {
        ok: false,
        error: "The database cannot be reached right now. Calls are not affected.",
        reference,
      },
      { status: 503, headers },
    );
  }
}
