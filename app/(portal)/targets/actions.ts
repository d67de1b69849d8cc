"use server";
// What can be asked of gateways and core endpoints.
import { action } from "@/app/_server/action";
import { sendOptionsNow } from "@/lib/services/targets/send-options-now";

export const sendOptionsNowAction = action({ run: sendOptionsNow, keepsConfig: true });
