// REST: the outbox.
import { z } from "zod";
import { Document } from "@/lib/schemas/document";
import { ById } from "@/lib/schemas/fields";
import { ListMail, Mail, RetryMail } from "@/lib/schemas/mail";
import { getMail } from "@/lib/services/mail/get-mail";
import { listMail } from "@/lib/services/mail/list-mail";
import { retryMail } from "@/lib/services/mail/retry-mail";
import { type Operation, operation } from "./operation";
import { pageOf } from "./shapes";

export const mailOperations: readonly Operation[] = [
  operation({
    method: "get",
    path: "/mail",
    tag: "Mail",
    summary: "List the outbox, newest first",
    verb: listMail,
    input: ListMail,
    output: pageOf(Mail),
  }),
  operation({
    method: "get",
    path: "/mail/{id}",
    tag: "Mail",
    summary: "Show a message and what is attached",
    verb: getMail,
    input: ById,
    output: z.object({ mail: Mail, document: Document.nullable() }),
  }),
  operation({
    method: "post",
    path: "/mail/{id}/state",
    tag: "Mail",
    summary: "Try a message again that failed, or waits for more than ten minutes",
    verb: retryMail,
    input: RetryMail,
    output: Mail,
  }),
];
