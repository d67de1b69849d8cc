// REST: verification requests and their answers, and support's look-up.
import { z } from "zod";
import { ById } from "@/lib/schemas/fields";
import { LoaSheet } from "@/lib/schemas/loa-sheet";
import { LookUpNumber, NumberLookUp } from "@/lib/schemas/look-up";
import {
  AnswerVerificationItems,
  ChangeVerificationState,
  CreateVerificationRequest,
  ListVerificationRequests,
  SubmitVerificationRequest,
  VerificationItem,
  VerificationRequest,
  VerificationRequestDetail,
  VerificationRequestSummary,
  WithdrawVerificationRequest,
} from "@/lib/schemas/verification";
import { lookUpNumber } from "@/lib/services/look-up/look-up-number";
import { answerVerificationItems } from "@/lib/services/verifications/answer-verification-items";
import { changeVerificationState } from "@/lib/services/verifications/change-verification-state";
import { createVerificationRequest } from "@/lib/services/verifications/create-verification-request";
import { getLoaSheet } from "@/lib/services/verifications/get-loa-sheet";
import { getVerificationRequest } from "@/lib/services/verifications/get-verification-request";
import { listVerificationRequests } from "@/lib/services/verifications/list-verification-requests";
import { submitVerificationRequest } from "@/lib/services/verifications/submit-verification-request";
import { withdrawVerificationRequest } from "@/lib/services/verifications/withdraw-verification-request";
import { type Operation, operation } from "./operation";
import { pageOf } from "./shapes";

const tag = "Verifications";

export const verificationOperations: readonly Operation[] = [
  operation({
    method: "get",
    path: "/verification-requests",
    tag,
    summary: "List verification requests, newest first",
    verb: listVerificationRequests,
    input: ListVerificationRequests,
    output: pageOf(VerificationRequestSummary),
  }),
  operation({
    method: "post",
    path: "/verification-requests",
    tag,
    summary: "Draw up a request to a carrier to verify Cradle numbers",
    verb: createVerificationRequest,
    input: CreateVerificationRequest,
    output: z.object({ request: VerificationRequest, items: z.array(VerificationItem).readonly() }),
  }),
  operation({
    method: "get",
    path: "/verification-requests/{id}",
    tag,
    summary: "Show a verification request with its numbers and documents",
    verb: getVerificationRequest,
    input: ById,
    output: VerificationRequestDetail,
  }),
  operation({
    method: "get",
    path: "/verification-requests/{requestId}/letter",
    tag,
    summary: "Show what the letter of authorisation says",
    verb: getLoaSheet,
    input: z.strictObject({ requestId: ById.shape.id }),
    output: LoaSheet,
  }),
  operation({
    method: "post",
    path: "/verification-requests/{id}/submission",
    tag,
    summary: "Submit every draft of a request",
    verb: submitVerificationRequest,
    input: SubmitVerificationRequest,
    output: VerificationRequest,
  }),
  operation({
    method: "post",
    path: "/verification-requests/{id}/withdrawal",
    tag,
    summary: "Withdraw what the carrier has not answered",
    verb: withdrawVerificationRequest,
    input: WithdrawVerificationRequest,
    output: VerificationRequest,
  }),
  operation({
    method: "post",
    path: "/verification-answers",
    tag,
    summary: "Record a carrier's answer for many numbers at once",
    verb: answerVerificationItems,
    input: AnswerVerificationItems,
    output: z.array(VerificationItem),
  }),
  operation({
    method: "post",
    path: "/verification-items/{id}/state",
    tag,
    summary: "Take one number's verification to another state",
    verb: changeVerificationState,
    input: ChangeVerificationState,
    output: VerificationItem,
  }),
  operation({
    method: "get",
    path: "/look-up",
    tag: "Numbers",
    summary: "Say what a number is and where it may be shown, by which proof",
    verb: lookUpNumber,
    input: LookUpNumber,
    output: NumberLookUp,
  }),
];
