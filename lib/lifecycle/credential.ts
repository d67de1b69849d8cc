// The states of a SIP credential: rotation overlaps, revoking is at once.
import type { Machine } from "./machine";

export type CredentialState = "active" | "retiring" | "revoked";

export const CREDENTIAL_MACHINE: Machine<CredentialState, never, never> = {
  name: "credential",
  first: "active",
  states: ["active", "retiring", "revoked"],
  arrows: [
    { from: "active", to: "retiring", cause: "credential.write", guards: [], effects: [] },
    { from: "retiring", to: "revoked", cause: "system:job", guards: [], effects: [] },
    { from: "active", to: "revoked", cause: "credential.write", guards: [], effects: [] },
    { from: "retiring", to: "revoked", cause: "credential.write", guards: [], effects: [] },
  ],
};
