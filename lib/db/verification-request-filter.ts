// The requests in a derived state, as Postgres can tell them: `requestState` in conditions.
import { unreachable } from "@/lib/core/unreachable";
import type { VerificationRequestState } from "@/lib/lifecycle/verification-request";
import type { Prisma } from "./generated/client";

type ItemFilter = Prisma.VerificationItemWhereInput;

export function inRequestState(
  state: VerificationRequestState,
  now: Date,
): Prisma.VerificationRequestWhereInput {
  const draft: ItemFilter = { state: "draft" };
  const submitted: ItemFilter = { state: "submitted" };
  const rejected: ItemFilter = { state: "rejected" };
  const verified: ItemFilter = {
    state: "verified",
    OR: [{ validUntil: null }, { validUntil: { gt: now } }],
  };
  const lost: ItemFilter = {
    OR: [
      { state: { in: ["rejected", "expired", "revoked"] } },
      { state: "verified", validUntil: { lte: now } },
    ],
  };
  const none = (...filters: ItemFilter[]): ItemFilter => ({ OR: filters });
  switch (state) {
    case "draft":
      return { items: { some: draft } };
    case "submitted":
      return { items: { some: submitted, none: draft } };
    case "verified":
      return { items: { some: verified, none: none(draft, submitted, lost) } };
    case "partly-verified":
      return {
        AND: [
          { items: { some: verified, none: none(draft, submitted) } },
          { items: { some: lost } },
        ],
      };
    case "rejected":
      return { items: { some: rejected, none: none(draft, submitted, verified) } };
    case "ended":
      return { items: { none: none(draft, submitted, verified, rejected) } };
    default:
      return unreachable(state);
  }
}
