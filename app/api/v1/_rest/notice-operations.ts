// REST: notices to carriers, their answers and reminders.
import { z } from "zod";
import {
  AcknowledgeNotice,
  ListNotices,
  NamedNotice,
  NoticeSummary,
  RemindCarriers,
  ReminderResult,
} from "@/lib/schemas/carrier-notice";
import { Contact } from "@/lib/schemas/contact";
import { ById } from "@/lib/schemas/fields";
import { Mail } from "@/lib/schemas/mail";
import { acknowledgeNotice } from "@/lib/services/notices/acknowledge-notice";
import { getNotice } from "@/lib/services/notices/get-notice";
import { listNotices } from "@/lib/services/notices/list-notices";
import { remindCarriers } from "@/lib/services/notices/remind-carriers";
import { summariseNotices } from "@/lib/services/notices/summarise-notices";
import { type Operation, operation } from "./operation";
import { pageOf } from "./shapes";

const tag = "Carrier notices";

const NoticeDetail = z.object({
  notice: NamedNotice,
  mails: z.array(Mail).readonly(),
  contacts: z.array(Contact).readonly(),
});

export const noticeOperations: readonly Operation[] = [
  operation({
    method: "get",
    path: "/carrier-notices",
    tag,
    summary: "List what carriers were told of changed addresses and names, and what they answered",
    verb: listNotices,
    input: ListNotices,
    output: pageOf(NamedNotice),
  }),
  operation({
    method: "get",
    path: "/carrier-notices/summary",
    tag,
    summary: "Count the notices that wait for carriers, by address or name",
    verb: summariseNotices,
    input: null,
    output: NoticeSummary,
  }),
  operation({
    method: "get",
    path: "/carrier-notices/{id}",
    tag,
    summary: "Show a notice with the mails that brought it",
    verb: getNotice,
    input: ById,
    output: NoticeDetail,
  }),
  operation({
    method: "post",
    path: "/carrier-notices/{id}/acknowledgement",
    tag,
    summary: "Record a carrier's answer to a notice",
    verb: acknowledgeNotice,
    input: AcknowledgeNotice,
    output: NamedNotice,
    status: 200,
  }),
  operation({
    method: "post",
    path: "/carrier-notices/reminders",
    tag,
    summary:
      "Remind one carrier of a notice, or all that have not answered; nobody twice within a day",
    verb: remindCarriers,
    input: RemindCarriers,
    output: ReminderResult,
    status: 200,
  }),
];
