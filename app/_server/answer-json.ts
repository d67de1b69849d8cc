// A route handler for the portal's own scripts: session checked, failures as status codes that do not mix up.
import "server-only";
import { NextResponse } from "next/server";
import { requestId, requireStaffActor } from "@/lib/auth/session";
import { type ErrorKind, toPublicError } from "@/lib/core/errors";
import { unreachable } from "@/lib/core/unreachable";
import type { Context } from "@/lib/services/context";
import { contextFor } from "@/lib/services/runtime";
import { reportFailure } from "./report-failure";

function statusOf(kind: ErrorKind): number {
  switch (kind) {
    case "unauthenticated":
      return 401;
    case "refused":
      return 403;
    case "not-found":
      return 404;
    case "invalid-input":
      return 400;
    case "conflict":
    case "stale-edit":
    case "gate-closed":
      return 409;
    case "throttled":
      return 429;
    case "outage":
      return 503;
    case "unexpected":
      return 500;
    default:
      return unreachable(kind);
  }
}

/** Runs `work` with the session's context and answers what it returns; never cached. */
export async function answerJson(
  work: (context: Context) => Promise<unknown>,
): Promise<NextResponse> {
  const reference = await requestId();
  const headers = { "cache-control": "no-store" };
  try {
    const body = await work(contextFor(await requireStaffActor(), reference));
    return NextResponse.json(body, { headers });
  } catch (error) {
    reportFailure(error, reference);
    const shown = toPublicError(error, reference);
    return NextResponse.json(
      { error: shown.message, reference },
      { status: statusOf(shown.kind), headers },
    );
  }
}
