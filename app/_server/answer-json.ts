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

const HEADERS = { "cache-control": "no-store" };

/** Runs `work` with the session's context and answers what it returns; never cached. */
export function answerJson(work: (context: Context) => Promise<unknown>): Promise<Response> {
  return answerWith(async (context) =>
    NextResponse.json(await work(context), { headers: HEADERS }),
  );
}

/** The same for `work` that makes the answer itself: a file. */
export async function answerWith(work: (context: Context) => Promise<Response>): Promise<Response> {
  const reference = await requestId();
  try {
    return await work(contextFor(await requireStaffActor(), reference));
  } catch (error) {
    reportFailure(error, reference);
    const shown = toPublicError(error, reference);
    return NextResponse.json(
      { error: shown.message, reference },
      { status: statusOf(shown.kind), headers: HEADERS },
    );
  }
}
