// REST: what a carrier must tell us, and what its answers set up.

import { fileAnswer } from "@/app/_server/file-answer";
import {
  AnswersPreview,
  ByCarrier,
  CarriedOver,
  CarrierAnswers,
  CarryOverAnswers,
  CarryOverPreview,
  ImportCarrierAnswers,
  PreviewCarrierAnswers,
  SaveCarrierAnswers,
  SendCarrierQuestions,
} from "@/lib/schemas/carrier-answers";
import { Exchange } from "@/lib/schemas/exchange";
import { carryOverAnswers } from "@/lib/services/answers/carry-over-answers";
import { exportCarrierQuestions } from "@/lib/services/answers/export-carrier-questions";
import { getCarrierAnswers } from "@/lib/services/answers/get-carrier-answers";
import { importCarrierAnswers } from "@/lib/services/answers/import-carrier-answers";
import { previewCarrierAnswers } from "@/lib/services/answers/preview-carrier-answers";
import { previewCarryOver } from "@/lib/services/answers/preview-carry-over";
import { saveCarrierAnswers } from "@/lib/services/answers/save-carrier-answers";
import { sendCarrierQuestions } from "@/lib/services/answers/send-carrier-questions";
import { download, type Operation, operation } from "./operation";

/** The longest table as JSON, with its line ends and quotes escaped. */
const TABLE_BODY_BYTES = 2_000_000;

const at = { tag: "Carriers" } as const;

export const answerOperations: readonly Operation[] = [
  operation({
    ...at,
    method: "get",
    path: "/carriers/{carrierId}/answers",
    summary: "Show what a carrier told of itself",
    verb: getCarrierAnswers,
    input: ByCarrier,
    output: CarrierAnswers,
  }),
  operation({
    ...at,
    method: "patch",
    path: "/carriers/{carrierId}/answers",
    summary: "Keep answers of a carrier, as many as are known",
    verb: saveCarrierAnswers,
    input: SaveCarrierAnswers,
    output: CarrierAnswers,
  }),
  operation({
    ...at,
    method: "get",
    path: "/carriers/{carrierId}/answers/carry-over",
    summary: "Say what a carrier's answers would set up; nothing is stored",
    verb: previewCarryOver,
    input: ByCarrier,
    output: CarryOverPreview,
  }),
  operation({
    ...at,
    method: "post",
    path: "/carriers/{carrierId}/answers/carry-over",
    summary: "Set up what a carrier's answers say: all that is new, or the keys that are named",
    verb: carryOverAnswers,
    input: CarryOverAnswers,
    output: CarriedOver,
    status: 200,
  }),
  download({
    ...at,
    path: "/carriers/{carrierId}/questions",
    summary: "Download the questions as a table to fill in, with what is known so far",
    verb: exportCarrierQuestions,
    input: ByCarrier,
    answer: ({ fileName, text }) =>
      fileAnswer({ fileName, contentType: "text/csv", bytes: new TextEncoder().encode(text) }),
  }),
  operation({
    ...at,
    method: "post",
    path: "/carriers/{carrierId}/answers/requests",
    summary: "Ask a contact of the carrier by mail, with a table to fill in",
    verb: sendCarrierQuestions,
    input: SendCarrierQuestions,
    output: Exchange,
  }),
  operation({
    ...at,
    method: "post",
    path: "/carriers/{carrierId}/answers/import-previews",
    summary: "Say what each row of a returned table would change; nothing is stored",
    verb: previewCarrierAnswers,
    input: PreviewCarrierAnswers,
    output: AnswersPreview,
    maxBodyBytes: TABLE_BODY_BYTES,
  }),
  operation({
    ...at,
    method: "post",
    path: "/carriers/{carrierId}/answers/imports",
    summary: "Keep the answers of a returned table: all rows, or with onlyRight the right ones",
    verb: importCarrierAnswers,
    input: ImportCarrierAnswers,
    output: CarrierAnswers,
    maxBodyBytes: TABLE_BODY_BYTES,
  }),
];
