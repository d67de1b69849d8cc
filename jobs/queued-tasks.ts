// What the job worker does on request: draw documents and deliver mail. Payloads come from the queue's table and are checked.
import { createElement, type ReactElement } from "react";
import { z } from "zod";
import { Id } from "@/lib/schemas/fields";
import type { JobTask } from "@/lib/schemas/job";
import type { Context } from "@/lib/services/context";
import { attachHandOffPdf } from "@/lib/services/hand-offs/attach-hand-off-pdf";
import { getHandOffToRender } from "@/lib/services/hand-offs/get-hand-off-to-render";
import { mailNotices } from "@/lib/services/notices/mail-notices";
import { attachQuotePdf } from "@/lib/services/quotes/attach-quote-pdf";
import { getQuoteSheet } from "@/lib/services/quotes/get-quote-sheet";
import { attachLoa } from "@/lib/services/verifications/attach-loa";
import { getLoaSheet } from "@/lib/services/verifications/get-loa-sheet";
import { deliverMail } from "./deliver-mail";
import type { SendMail } from "./mail/send-mail";
import { HandOffPdf } from "./pdf/hand-off-pdf";
import { LoaPdf } from "./pdf/loa-pdf";
import { QuotePdf } from "./pdf/quote-pdf";

export interface QueuedTaskParts {
  readonly sendMail: SendMail;
  readonly draw: (document: ReactElement) => Promise<Uint8Array<ArrayBuffer>>;
}

export interface Attempt {
  readonly isLast: boolean;
}

export type QueuedTask = (ctx: Context, payload: unknown, attempt: Attempt) => Promise<void>;

const QuotePayload = z.strictObject({ revisionId: Id });
const LoaPayload = z.strictObject({ requestId: Id });
const HandOffPayload = z.strictObject({ handOffVersionId: Id });
const MailPayload = z.strictObject({ mailId: Id });

/** Task → what it does. A task that throws is run again by the queue, with the same payload. */
export function queuedTasks({ sendMail, draw }: QueuedTaskParts): Record<JobTask, QueuedTask> {
  return {
    "render-quote": async (ctx, payload) => {
      const { revisionId } = QuotePayload.parse(payload);
      const sheet = await getQuoteSheet(ctx, { revisionId });
      const bytes = await draw(createElement(QuotePdf, { sheet }));
      const fileName = `${sheet.number ?? "draft-quote"}-revision-${sheet.revision}.pdf`;
      await attachQuotePdf(ctx, { revisionId, file: { fileName, bytes } });
    },
    "render-loa": async (ctx, payload) => {
      const { requestId } = LoaPayload.parse(payload);
      const sheet = await getLoaSheet(ctx, { requestId });
      const bytes = await draw(createElement(LoaPdf, { sheet }));
      await attachLoa(ctx, { requestId, bytes });
    },
    "render-hand-off": async (ctx, payload) => {
      const { handOffVersionId } = HandOffPayload.parse(payload);
      const version = await getHandOffToRender(ctx, { handOffVersionId });
      if (version.documentId !== null) return;
      const { content: sheet, number, createdAt } = version;
      const bytes = await draw(createElement(HandOffPdf, { sheet, number, createdAt }));
      const fileName = `Hand-off ${sheet.carrierName} version ${number}.pdf`;
      await attachHandOffPdf(ctx, { handOffVersionId, file: { fileName, bytes } });
    },
    "mail-notices": async (ctx) => {
      await mailNotices(ctx);
    },
    "deliver-mail": async (ctx, payload, { isLast: isLastAttempt }) => {
      const { mailId } = MailPayload.parse(payload);
      await deliverMail(ctx, { mailId, send: sendMail, isLastAttempt });
    },
  };
}
