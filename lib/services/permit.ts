// The first step of every verb: the actor's permission.
import type { Actor } from "@/lib/auth/actor";
import { mayDo, type Permission } from "@/lib/auth/permissions";
import { Refused } from "@/lib/core/errors";

/** Throws `Refused` unless the actor holds the permission. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (!mayDo(actor, permission)) throw new Refused(permission, `${actor.kind} ${actor.id}`);
}

/** Throws `Refused` unless the actor holds one of the permissions; which one is needed shows later. */
export function requireAnyPermission(
  actor: Actor,
  permissions: readonly [Permission, ...Permission[]],
): void {
  if (permissions.some((permission) => mayDo(actor, permission))) return;
  throw new Refused(permissions[0], `${actor.kind} ${actor.id}`);
}

/** The person who signs for something: a member of staff, or the name of an API token. Throws `Refused` for others. */
export function requirePerson(
  actor: Actor,
  permission: Permission,
): { readonly id: string; readonly name: string } {
  if (actor.kind === "staff" || actor.kind === "token") return actor;
  throw new Refused(permission, `${actor.kind} ${actor.id}, who is no person,`);
}
