"use server";
// What can be done to test calls.
import { action } from "@/app/_server/action";
import { announceTestCall } from "@/lib/services/test-calls/announce-test-call";
import { cancelTestCall } from "@/lib/services/test-calls/cancel-test-call";
import { declareTestCall } from "@/lib/services/test-calls/declare-test-call";
import { matchTestCall } from "@/lib/services/test-calls/match-test-call";

export const announceTestCallAction = action({ run: announceTestCall });
export const matchTestCallAction = action({ run: matchTestCall });
export const declareTestCallAction = action({ run: declareTestCall });
export const cancelTestCallAction = action({ run: cancelTestCall });
