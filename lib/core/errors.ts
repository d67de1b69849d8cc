// The errors a verb may end with: each has one sentence for the log and one for the visitor.

/** One fault of one field. `path` is the form's and the API's name of it, dotted (`gateway.port`); "" is the whole form. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** What stands in the way of a state change; the code is stable, the message names it in words. */
export interface OpenCondition {
  readonly code: string;
  readonly message: string;
}

export type ErrorKind =
  | "unauthenticated"
  | "refused"
  | "invalid-input"
  | "conflict"
  | "stale-edit"
  | "not-found"
  | "gate-closed"
  | "throttled"
  | "outage"
  | "unexpected";

/** What a visitor sees where an error has nothing more exact to say. */
const PUBLIC_SENTENCES: Record<ErrorKind, string> = {
  unauthenticated: "You are not signed in, or your session has ended.",
  refused: "Your role does not allow this.",
  "invalid-input": "Some of what was entered cannot be saved.",
  conflict: "This conflicts with something that is already saved.",
  "stale-edit": "Someone else changed this while you were editing it.",
  "not-found": "This does not exist, or no longer does.",
  "gate-closed": "Some conditions for this step are not met yet.",
  throttled: "Too many attempts. Wait a little and try again.",
  outage:
    "The database cannot be reached right now. Try again in a moment; if you were saving, look first whether it was saved.",
  unexpected: "Something went wrong on our side. Nothing was changed.",
};

/** Base of all expected errors. `message` is for the log and never leaves the process; `publicMessage` may be shown. */
export abstract class AppError extends Error {
  abstract readonly kind: ErrorKind;
  readonly fields: readonly FieldError[];
  readonly #publicMessage: string | undefined;

  constructor(
    internal: string,
    options: {
      publicMessage?: string | undefined;
      fields?: readonly FieldError[];
      cause?: unknown;
    } = {},
  ) {
    super(internal, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.fields = options.fields ?? [];
    this.#publicMessage = options.publicMessage;
  }

  get publicMessage(): string {
    return this.#publicMessage ?? PUBLIC_SENTENCES[this.kind];
  }
}

/** Nobody is signed in, or the session, token or password does not hold. Says no more than that. */
export class Unauthenticated extends AppError {
  readonly kind = "unauthenticated";
}

/** The actor lacks a permission. */
export class Refused extends AppError {
  readonly kind = "refused";
  readonly permission: string;

  /** `fields`: what of the input would need the permission, where not all of it does. */
  constructor(permission: string, who: string, fields: readonly FieldError[] = []) {
    super(`${who} lacks the permission ${permission}`, { fields });
    this.permission = permission;
  }
}

/** One or more fields cannot be accepted; each says what would be right. */
export class InvalidInput extends AppError {
  readonly kind = "invalid-input";

  constructor(fields: readonly FieldError[], cause?: unknown) {
    const summary = fields.map((field) => `${field.path || "(form)"}: ${field.message}`).join("; ");
    super(`invalid input: ${summary}`, { fields, cause });
  }
}

/** Another row stands in the way; the public sentence names it. */
export class Conflict extends AppError {
  readonly kind = "conflict";

  constructor(publicMessage: string, path = "", cause?: unknown) {
    super(`conflict: ${publicMessage}`, {
      publicMessage,
      fields: path === "" ? [] : [{ path, message: publicMessage }],
      cause,
    });
  }
}

/** The row was changed since the form was drawn. Carries the row as it is now, so that the page can show the difference. */
export class StaleEdit<Row = unknown> extends AppError {
  readonly kind = "stale-edit";
  readonly current: Row;

  constructor(entity: string, id: string, current: Row) {
    super(`stale edit of ${entity} ${id}`);
    this.current = current;
  }
}

export class NotFound extends AppError {
  readonly kind = "not-found";

  constructor(entity: string, id: string) {
    super(`${entity} ${id} not found`, {
      publicMessage: `This ${entity} does not exist, or no longer does.`,
    });
  }
}

/** A state change whose conditions are not met, or that no arrow allows (then `conditions` is empty). */
export class GateClosed extends AppError {
  readonly kind = "gate-closed";
  readonly conditions: readonly OpenCondition[];

  constructor(what: string, conditions: readonly OpenCondition[], publicMessage?: string) {
    super(
      `${what} is not possible: ${conditions.map((c) => c.code).join(", ") || "no such arrow"}`,
      {
        publicMessage:
          publicMessage ??
          (conditions.length > 0
            ? `Not yet: ${conditions.map((c) => c.message).join("; ")}.`
            : undefined),
      },
    );
    this.conditions = conditions;
  }
}

/** Too many attempts; `retryAfterSec` says when the next is worth making. */
export class Throttled extends AppError {
  readonly kind = "throttled";
  readonly retryAfterSec: number;

  constructor(what: string, retryAfterSec: number) {
    super(`${what} throttled for ${retryAfterSec} s`);
    this.retryAfterSec = retryAfterSec;
  }
}

/** Something that verbs need is away. Never shown as a refusal. */
export class Outage extends AppError {
  readonly kind = "outage";

  constructor(what: string, cause?: unknown) {
    super(`${what} is away`, { cause });
  }
}

/** What may leave the process about an error. */
export interface PublicError {
  readonly kind: ErrorKind;
  /** What the visitor can quote, and the log line carries: the request's id. */
  readonly reference: string;
  readonly message: string;
  readonly fields: readonly FieldError[];
  readonly conditions: readonly OpenCondition[];
  readonly retryAfterSec: number | null;
}

/**
 * Turns any thrown value into what may be shown. A value that is not an `AppError` becomes "unexpected" and keeps its
 * text to itself. `StaleEdit.current` is not copied: the caller decides what of it may be shown.
 */
export function toPublicError(error: unknown, requestId: string): PublicError {
  if (!(error instanceof AppError)) {
    return {
      kind: "unexpected",
      reference: requestId,
      message: PUBLIC_SENTENCES.unexpected,
      fields: [],
      conditions: [],
      retryAfterSec: null,
    };
  }
  return {
    kind: error.kind,
    reference: requestId,
    message: error.publicMessage,
    fields: error.fields,
    conditions: error instanceof GateClosed ? error.conditions : [],
    retryAfterSec: error instanceof Throttled ? error.retryAfterSec : null,
  };
}
