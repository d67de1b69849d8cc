// Answers one REST request: bearer token → actor → verb → JSON, or a problem document. Cookies are never looked at.
import "server-only";
import { reportFailure } from "@/app/_server/report-failure";
import { systemActor, type TokenActor } from "@/lib/auth/actor";
import { systemDeps } from "@/lib/core/deps";
import { Unauthenticated } from "@/lib/core/errors";
import { contextFor } from "@/lib/services/runtime";
import { authenticateToken } from "@/lib/services/tokens/authenticate-token";
import { matchOperation } from "./match-operation";
import { OPERATIONS } from "./operations";
import { httpProblem, PROBLEM_TYPE, type Problem, problemOf } from "./problem";
import { readInput, UnreadableBody } from "./read-input";

const COMMON_HEADERS = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

/** Dates become ISO 8601, 64-bit counts decimal strings. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, field: unknown) =>
    typeof field === "bigint" ? String(field) : field,
  );
}

function answerProblem(problem: Problem, headers: Record<string, string> = {}): Response {
  return new Response(toJson(problem), {
    status: problem.status,
    headers: { ...COMMON_HEADERS, ...headers, "content-type": PROBLEM_TYPE },
  });
}

/** RFC 6750 §2.1: the Authorization header is the only place a token is taken from. */
async function requireTokenActor(request: Request, reference: string): Promise<TokenActor> {
  const match = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(request.headers.get("authorization") ?? "");
  if (match === null) throw new Unauthenticated("no bearer token");
  return authenticateToken(contextFor(systemActor("sign-in"), reference), { secret: match[1] });
}

/** `segments` are the parts of the path under /api/v1. */
export async function answer(request: Request, segments: readonly string[]): Promise<Response> {
  const reference = systemDeps.newId();
  try {
    const actor = await requireTokenActor(request, reference);
    const match = matchOperation(OPERATIONS, request.method, segments);
    if (!match.found) return notFound(match.allowed, request, reference);
    const { maxBodyBytes } = match.operation;
    const input = await readInput(request, match.fields, maxBodyBytes ?? undefined);
    const result = await match.operation.run(contextFor(actor, reference), input);
    if (result instanceof Response) {
      result.headers.set("x-request-id", reference);
      return result;
    }
    return new Response(toJson(result), {
      status: match.operation.status,
      headers: { ...COMMON_HEADERS, "content-type": "application/json", "x-request-id": reference },
    });
  } catch (error) {
    if (error instanceof UnreadableBody) {
      return answerProblem(
        httpProblem("unreadable-body", error.status, "Unreadable body", error.message, reference),
      );
    }
    reportFailure(error, reference);
    const problem = problemOf(error, reference);
    const challenge = problem.status === 401 ? { "www-authenticate": "Bearer" } : null;
    const wait = retryAfter(error, problem.status);
    return answerProblem(problem, { ...challenge, ...wait });
  }
}

function retryAfter(error: unknown, status: number): { "retry-after": string } | null {
  if (typeof error === "object" && error !== null && "retryAfterSec" in error) {
    return { "retry-after": String(error.retryAfterSec) };
  }
  return status === 503 ? { "retry-after": "5" } : null;
}

function notFound(allowed: readonly string[], request: Request, reference: string): Response {
  if (allowed.length === 0) {
    return answerProblem(
      httpProblem(
        "not-found",
        404,
        "Not found",
        "There is no such resource; see /api/v1/openapi.json.",
        reference,
      ),
    );
  }
  const detail = `${request.method} is not possible here; ${allowed.join(", ")} would be.`;
  return answerProblem(
    httpProblem("method-not-allowed", 405, "Method not allowed", detail, reference),
    { allow: allowed.join(", ") },
  );
}
