// The one table of permissions: which role, and which part of the system, may do what.
import { type Actor, ROLES, type Role, type SystemId } from "./actor";
import { isInScopes } from "./token-scopes";

const EVERYONE: readonly Role[] = ROLES;
const ADMIN: readonly Role[] = ["admin"];
const CONFIGURE: readonly Role[] = ["admin", "onboarding"];
const OPERATE: readonly Role[] = ["admin", "onboarding", "support"];
const SELL: readonly Role[] = ["admin", "sales"];

/** Permission → the roles that hold it. Everyone signed in may read all but secrets. */
export const PERMISSIONS = {
  "carrier.read": EVERYONE,
  "carrier.write": CONFIGURE,
  "carrier.change-state": CONFIGURE,
  "carrier.suspend": OPERATE,
  "acl.read": EVERYONE,
  "acl.write": CONFIGURE,
  "gateway.write": CONFIGURE,
  "credential.write": CONFIGURE,
  "requirement.check": CONFIGURE,
  "requirement.waive": ADMIN,
  "answers.write": CONFIGURE,
  "customer.read": EVERYONE,
  "customer.write": SELL,
  "trunk.read": EVERYONE,
  "trunk.write": CONFIGURE,
  "trunk.change-state": CONFIGURE,
  "trunk.suspend": OPERATE,
  "trunk.resume": CONFIGURE,
  "gate.override": ADMIN,
  "number.read": EVERYONE,
  "number.write": CONFIGURE,
  "verification.read": EVERYONE,
  "verification.write": CONFIGURE,
  "verification.answer": OPERATE,
  "quote.read": EVERYONE,
  "quote.write": SELL,
  "quote.send": SELL,
  "quote.discount-over-limit": ADMIN,
  "document.read": EVERYONE,
  "exchange.write": EVERYONE,
  "hand-off.write": CONFIGURE,
  "notice.write": CONFIGURE,
  "mail.read": EVERYONE,
  "call.read": EVERYONE,
  "call.check": EVERYONE,
  "test-call.run": OPERATE,
  "agent.read": EVERYONE,
  "agent.command": OPERATE,
  "audit.read": EVERYONE,
  "audit.verify": EVERYONE,
  "settings.read": EVERYONE,
  "settings.write": ADMIN,
  "staff.read": EVERYONE,
  "staff.write": ADMIN,
  "token.read": EVERYONE,
  "token.write": ADMIN,
  "view.use": EVERYONE,
  "view.share": CONFIGURE,
  // Only parts of the system hold these.
  "session.open": [],
  "session.clean-up": [],
  "token.authenticate": [],
  "verification.expire": [],
  "credential.retire": [],
  "quote.expire": [],
  "test-call.finish": [],
  "document.render": [],
  "mail.deliver": [],
  "mail.catch": [],
  "unknown-source.clean-up": [],
  "requirement.observe": [],
  "target-health.clean-up": [],
  "notice.mail": [],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

const ALL_BUT_SYSTEM = (Object.keys(PERMISSIONS) as Permission[]).filter(
  (permission) => PERMISSIONS[permission].length > 0,
);

/** Part of the system → what it may do. */
const SYSTEM_PERMISSIONS: Record<SystemId, readonly Permission[]> = {
  console: ["token.read", "token.write", "staff.read", "staff.write", "settings.read"],
  jobs: [
    ...(["session.clean-up", "verification.expire", "credential.retire", "quote.expire"] as const),
    ...(["test-call.finish", "requirement.observe"] as const),
    ...(["document.render", "mail.deliver", "mail.catch", "unknown-source.clean-up"] as const),
    "target-health.clean-up",
    "notice.mail",
  ],
  seed: ALL_BUT_SYSTEM,
  "sign-in": ["session.open", "token.authenticate"],
};

/** Whether an actor holds a permission. A role that is not in the table holds none. */
export function mayDo(actor: Actor, permission: Permission): boolean {
  switch (actor.kind) {
    case "staff":
      return roleMay(actor.role, permission);
    case "token":
      return roleMay(actor.role, permission) && isInScopes(actor.scopes, permission);
    case "system":
      return SYSTEM_PERMISSIONS[actor.id]?.includes(permission) ?? false;
    case "agent":
      return false;
    default:
      return actor satisfies never;
  }
}

function roleMay(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission];
  return roles.includes(role);
}
