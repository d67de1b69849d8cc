"use server";
// What can be done with a carrier's answers.
import { action } from "@/app/_server/action";
import { carryOverAnswers } from "@/lib/services/answers/carry-over-answers";
import { importCarrierAnswers } from "@/lib/services/answers/import-carrier-answers";
import { previewCarrierAnswers } from "@/lib/services/answers/preview-carrier-answers";
import { saveCarrierAnswers } from "@/lib/services/answers/save-carrier-answers";
import { sendCarrierQuestions } from "@/lib/services/answers/send-carrier-questions";
import { chosenKeys, importInput, previewInput } from "./answers-input";

export const saveAnswersAction = action({ run: saveCarrierAnswers });
export const sendQuestionsAction = action({ run: sendCarrierQuestions });
export const carryOverAction = action({
  input: chosenKeys,
  run: carryOverAnswers,
  show: (result) => ({ carriedOver: JSON.stringify(result) }),
});
export const previewAnswersAction = action({
  input: previewInput,
  run: previewCarrierAnswers,
  asksOnly: true,
  show: (preview) => ({ preview: JSON.stringify(preview) }),
});
export const importAnswersAction = action({
  input: importInput,
  run: importCarrierAnswers,
  goTo: ({ carrierId }) => `/carriers/${carrierId}/questions`,
});
