// The states of a verification: one Cradle number put to one carrier.
import { arrowsFromEach, type Machine } from "./machine";

export type VerificationState =
  | "draft"
  | "submitted"
  | "verified"
  | "rejected"
  | "expired"
  | "revoked"
  | "superseded"
  | "withdrawn";
export type VerificationEffect = "supersede-verified";

/** A rejected, expired or revoked verification never comes back: a new item is made beside it. */
export const VERIFICATION_MACHINE: Machine<VerificationState, never, VerificationEffect> = {
  name: "verification",
  first: "draft",
  states: [
    "draft",
    "submitted",
    "verified",
    "rejected",
    "expired",
    "revoked",
    "superseded",
    "withdrawn",
  ],
  arrows: [
    { from: "draft", to: "submitted", cause: "verification.write", guards: [], effects: [] },
    {
      from: "submitted",
      to: "verified",
      cause: "verification.answer",
      guards: [],
      effects: ["supersede-verified"],
    },
    { from: "submitted", to: "rejected", cause: "verification.answer", guards: [], effects: [] },
    { from: "verified", to: "expired", cause: "system:job", guards: [], effects: [] },
    { from: "verified", to: "revoked", cause: "verification.write", guards: [], effects: [] },
    { from: "verified", to: "superseded", cause: "effect", guards: [], effects: [] },
    ...arrowsFromEach<VerificationState, never, VerificationEffect>(["draft", "submitted"], {
      to: "withdrawn",
      cause: "verification.write",
      guards: [],
      effects: [],
    }),
  ],
};
