"use server";
// What can be done to messages of the outbox.
import { action } from "@/app/_server/action";
import { retryMail } from "@/lib/services/mail/retry-mail";

export const retryMailAction = action({ run: retryMail });
