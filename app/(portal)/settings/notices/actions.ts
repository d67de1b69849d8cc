"use server";
// What can be done with notices to carriers.
import { action } from "@/app/_server/action";
import { acknowledgeNotice } from "@/lib/services/notices/acknowledge-notice";
import { remindCarriers } from "@/lib/services/notices/remind-carriers";

export const acknowledgeNoticeAction = action({ run: acknowledgeNotice, keepsConfig: true });
export const remindCarriersAction = action({
  run: remindCarriers,
  keepsConfig: true,
  show: ({ reminded, tooSoon, unreachable }) => ({
    reminded: String(reminded),
    tooSoon: String(tooSoon),
    unreachable: String(unreachable),
  }),
});
