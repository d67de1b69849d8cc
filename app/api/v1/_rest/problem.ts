// Errors as RFC 9457 problem documents, with the field at fault.
import { type ErrorKind, StaleEdit, toPublicError } from "@/lib/core/errors";
import { unreachable } from "@/lib/core/unreachable";

/** Media type of RFC 9457 §3. */
export const PROBLEM_TYPE = "application/problem+json";

export interface Problem {
  /** Stable: programs tell problems apart by it. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The reference that the log carries too. */
  readonly instance: string;
  readonly errors?: readonly { readonly field: string; readonly detail: string }[];
  readonly conditions?: readonly { readonly code: string; readonly message: string }[];
  /** The row's version now, after a stale edit: read the row again before changing it. */
  readonly currentVersion?: number;
}

interface Form {
  readonly status: number;
  readonly title: string;
}

function formOf(kind: ErrorKind): Form {
  switch (kind) {
    case "unauthenticated":
      return { status: 401, title: "Not authenticated" };
    case "refused":
      return { status: 403, title: "Not permitted" };
    case "not-found":
      return { status: 404, title: "Not found" };
    case "invalid-input":
      return { status: 422, title: "Invalid input" };
    case "conflict":
      return { status: 409, title: "Conflict" };
    case "stale-edit":
      return { status: 409, title: "Stale edit" };
    case "gate-closed":
      return { status: 409, title: "Gate closed" };
    case "throttled":
      return { status: 429, title: "Too many attempts" };
    case "outage":
      return { status: 503, title: "Outage" };
    case "unexpected":
      return { status: 500, title: "Unexpected error" };
    default:
      return unreachable(kind);
  }
}

const problemType = (name: string) => `urn:cradle-byoc:problem:${name}`;

/** A problem that no verb has thrown: of HTTP itself. */
export function httpProblem(
  name: string,
  status: number,
  title: string,
  detail: string,
  reference: string,
): Problem {
  return { type: problemType(name), title, status, detail, instance: `urn:uuid:${reference}` };
}

/** What may be said about anything that was thrown. */
export function problemOf(error: unknown, reference: string): Problem {
  const shown = toPublicError(error, reference);
  const { status, title } = formOf(shown.kind);
  return {
    ...httpProblem(shown.kind, status, title, shown.message, reference),
    ...(shown.fields.length > 0
      ? { errors: shown.fields.map(({ path, message }) => ({ field: path, detail: message })) }
      : {}),
    ...(shown.conditions.length > 0 ? { conditions: shown.conditions } : {}),
    ...(error instanceof StaleEdit ? versionOf(error.current) : {}),
  };
}

function versionOf(row: unknown): { currentVersion: number } | null {
  if (typeof row !== "object" || row === null || !("version" in row)) return null;
  return typeof row.version === "number" ? { currentVersion: row.version } : null;
}
