"use server";
// What can be done with the audit trail: verifying its chain.
import { action } from "@/app/_server/action";
import { verifyAuditTrail } from "@/lib/services/audit/verify-audit-trail";

export const verifyAuditTrailAction = action({
  run: verifyAuditTrail,
  keepsConfig: true,
  show: ({ from, sequence, firstBroken }) => ({ from, sequence, firstBroken: firstBroken ?? "" }),
});
