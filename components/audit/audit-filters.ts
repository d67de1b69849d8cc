// What the audit trail may be filtered by, as it stands in its address.
export const AUDIT_FILTERS = [
  ...(["search", "action", "entityTable", "entityId", "actorId"] as const),
  ...(["carrierId", "customerId", "trunkId", "from", "until"] as const),
] as const;
