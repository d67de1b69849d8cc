// REST: the onboarding board, and a carrier saved with its first parts.
import { OnboardCarrier, OnboardedCarrier } from "@/lib/schemas/onboarding";
import { BoardCounts, BoardTrunk, ListBoard } from "@/lib/schemas/onboarding-board";
import { onboardCarrier } from "@/lib/services/carriers/onboard-carrier";
import { listBoard } from "@/lib/services/onboarding/list-board";
import { type Operation, operation } from "./operation";
import { pageOf } from "./shapes";

export const onboardingOperations: readonly Operation[] = [
  operation({
    method: "get",
    path: "/onboarding",
    tag: "Onboarding",
    summary: "List the trunks on their way, what blocks each, whose turn it is, and since when",
    verb: listBoard,
    input: ListBoard,
    output: pageOf(BoardTrunk).extend({ counts: BoardCounts }),
  }),
  operation({
    method: "post",
    path: "/onboarding",
    tag: "Onboarding",
    summary:
      "Save a carrier with its first ACL entry, gateway, trunk and number, from a template if one is named: all of it or nothing",
    verb: onboardCarrier,
    input: OnboardCarrier,
    output: OnboardedCarrier,
  }),
];
