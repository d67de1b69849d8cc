// What an API token may be narrowed to: reading alone, or areas of the permissions. A scope never gives what the role lacks.

/** The areas are the permissions' first words; "session" and what only parts of the system do are none. */
export const TOKEN_SCOPES = [
  "read",
  ...(["carrier", "acl", "gateway", "credential", "requirement", "answers", "customer"] as const),
  ...(["trunk", "gate", "number", "verification", "quote", "document", "exchange"] as const),
  ...(["hand-off", "notice", "mail", "call", "test-call", "agent", "audit", "settings"] as const),
  ...(["staff", "token", "view"] as const),
] as const;

/** What changes nothing although it is no `.read`. */
const READS = ["call.check"];

/** No scopes: nothing is narrowed. One that is not known lets nothing through. */
export function isInScopes(scopes: readonly string[], permission: string): boolean {
  if (scopes.length === 0) return true;
  const area = permission.slice(0, permission.indexOf("."));
  const reads = permission.endsWith(".read") || READS.includes(permission);
  return scopes.includes(area) || (reads && scopes.includes("read"));
}
