"use server";
// What can be asked of the rules.
import { action } from "@/app/_server/action";
import { checkCall } from "@/lib/services/call-check/check-call";

export const checkMessageAction = action({
  run: checkCall,
  asksOnly: true,
  show: (check) => ({ check: JSON.stringify(check) }),
});
