/** What this agent knows of a call beyond its tokens: asked for by a call record's id. */
import type { DialogState } from "./dialog-state";

export type CallState =
  /** Another agent's, a former process' that was not answered, or one that ended long ago. */
  | { readonly kind: "unknown" }
  | { readonly kind: "setting-up" }
  | { readonly kind: "up"; readonly dialog: DialogState }
  /** Refused or ended, lately. */
  | { readonly kind: "over" };

export const UNKNOWN_CALL: CallState = { kind: "unknown" };
