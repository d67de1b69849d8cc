// What a server action tells the form that called it.

/** One fault of one field; `path` is the control's name. "" is the whole form. */
export interface FieldFault {
  readonly path: string;
  readonly message: string;
}

export type FailureKind =
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

/** The row as somebody else saved it meanwhile, as this form's controls would show it. */
export interface StaleRow {
  readonly version: number;
  readonly values: Readonly<Record<string, string>>;
}

export interface Failure {
  readonly status: "failed";
  readonly kind: FailureKind;
  readonly message: string;
  /** What the visitor can quote; the log has the rest under it. */
  readonly reference: string;
  readonly fields: readonly FieldFault[];
  readonly conditions: readonly { readonly code: string; readonly message: string }[];
  readonly stale: StaleRow | null;
  /** What was submitted, so that a page drawn anew (without scripts) still shows it. */
  readonly values: Readonly<Record<string, string>>;
}

export interface Saved {
  readonly status: "saved";
  /** Configuration version that holds the change, as a decimal string; null where no agent needs to know. */
  readonly configVersion: string | null;
  /** The row's new version, for the next edit in the same form. */
  readonly rowVersion: number | null;
  readonly redirectTo: string | null;
  /** What only this answer carries, for the form to show. */
  readonly shown: Readonly<Record<string, string>> | null;
}

export type ActionState = { readonly status: "idle" } | Saved | Failure;

export type FormAction = (previous: ActionState, form: FormData) => Promise<ActionState>;

export const IDLE: ActionState = { status: "idle" };
