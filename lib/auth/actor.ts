// Who does something: there is always an actor, and its id is never optional.

export const ROLES = ["admin", "onboarding", "sales", "support"] as const;
export type Role = (typeof ROLES)[number];

/** The parts of the product that act on their own. Each may do only what its row in permissions.ts says. */
export const SYSTEM_IDS = ["console", "jobs", "seed", "sign-in"] as const;
export type SystemId = (typeof SYSTEM_IDS)[number];

export interface StaffActor {
  readonly kind: "staff";
  /** The staff user's id. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The session the request came with. */
  readonly sessionId: string;
  /** An account of the demonstration: its password is no secret. */
  readonly isDemo: boolean;
}

export interface TokenActor {
  readonly kind: "token";
  /** The API token's id, never its secret. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** What it is narrowed to, as token-scopes.ts reads it; empty: all that the role may do. */
  readonly scopes: readonly string[];
}

interface AgentActor {
  readonly kind: "agent";
  /** The agent instance's id. */
  readonly id: string;
  readonly name: string;
}

export interface SystemActor {
  readonly kind: "system";
  readonly id: SystemId;
  readonly name: string;
}

export type Actor = StaffActor | TokenActor | AgentActor | SystemActor;

/** True for one of the four roles; anything else can do nothing. */
export function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value);
}

/** The actor for a part of the product that acts on its own. */
export function systemActor(id: SystemId): SystemActor {
  return { kind: "system", id, name: `system: ${id}` };
}
