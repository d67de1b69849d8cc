"use server";
// What can be added to the log, on the pages of carriers and customers.
import { action } from "@/app/_server/action";
import { recordExchange } from "@/lib/services/exchanges/record-exchange";

export const recordExchangeAction = action({ run: recordExchange });
