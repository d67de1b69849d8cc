// The first step of every verb: the actor's permission.
import type { Actor } from "@/lib/auth/actor";
import { mayDo, type Permission } from "@/lib/auth/permissions";
import { Refused } from "@/lib/core/errors";

/** Throws `Refused` unless the actor holds the permission. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (!mayDo(actor, permission)) throw new Refused(permission, `${actor.kind} ${actor.id}`);
}
