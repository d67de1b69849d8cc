"use server";
// What can be done to verification requests and their numbers.
import { action } from "@/app/_server/action";
import { answerVerificationItems } from "@/lib/services/verifications/answer-verification-items";
import { changeVerificationState } from "@/lib/services/verifications/change-verification-state";
import { createVerificationRequest } from "@/lib/services/verifications/create-verification-request";
import { submitVerificationRequest } from "@/lib/services/verifications/submit-verification-request";
import { withdrawVerificationRequest } from "@/lib/services/verifications/withdraw-verification-request";
import { answerInput } from "./answer-input";

export const createVerificationRequestAction = action({
  run: createVerificationRequest,
  goTo: ({ request }) => `/verifications/${request.id}`,
});
export const submitVerificationRequestAction = action({ run: submitVerificationRequest });
export const withdrawVerificationRequestAction = action({ run: withdrawVerificationRequest });
export const changeVerificationStateAction = action({ run: changeVerificationState });
export const answerVerificationItemsAction = action({
  input: answerInput,
  run: answerVerificationItems,
});
