"use server";
// What can be done with hand-off sheets.
import { action } from "@/app/_server/action";
import { acknowledgeHandOff } from "@/lib/services/hand-offs/acknowledge-hand-off";
import { sendHandOff } from "@/lib/services/hand-offs/send-hand-off";

export const sendHandOffAction = action({ run: sendHandOff });
export const acknowledgeHandOffAction = action({ run: acknowledgeHandOff });
