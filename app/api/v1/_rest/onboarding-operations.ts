// REST: the onboarding board.
import { BoardCounts, BoardTrunk, ListBoard } from "@/lib/schemas/onboarding-board";
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
];
