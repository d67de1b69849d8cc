// Asks a contact of a carrier by mail: the questions as a table to fill in, and a line in the exchange log.
import { SendCarrierQuestions } from "@/lib/schemas/carrier-answers";
import type { Exchange } from "@/lib/schemas/exchange";
import { answersTable } from "../answers-csv";
import { checkFile } from "../check-file";
import { requireMailable } from "../contact-rules";
import type { Context } from "../context";
import { keepDocument } from "../keep-document";
import { logExchange } from "../log-exchange";
import { requireOpenCarrier } from "../open-carrier";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { questionsMail } from "../questions-mail";
import { queueMail } from "../queue-mail";

/** The table that is attached is kept with the line in the log. */
export async function sendCarrierQuestions(ctx: Context, raw: unknown): Promise<Exchange> {
  requirePermission(ctx.actor, "answers.write");
  const person = requirePerson(ctx.actor, "answers.write");
  const { carrierId, contactId, note } = parseInput(SendCarrierQuestions, raw);
  return ctx.transaction(async (tx) => {
    const carrier = await requireOpenCarrier(tx, carrierId, "questions to");
    const contact = await requireMailable(tx, carrierId, contactId);
    const answers = (await tx.answers.get(carrierId))?.answers ?? {};
    const bytes = new TextEncoder().encode(`\ufeff${answersTable(answers)}`);
    const file = await checkFile({ fileName: `Questions for ${carrier.name}.csv`, bytes });
    const { subject, textBody } = questionsMail({
      carrierName: carrier.name,
      contact,
      answers,
      note,
    });
    const exchange = await logExchange(ctx, tx, person, {
      ...{ carrierId, contactId, direction: "sent", channel: "email" },
      ...{ subject, body: textBody, happenedAt: ctx.now() },
    });
    const owner = { kind: "exchangeId", id: exchange.id } as const;
    const document = await keepDocument(ctx, tx, { owner, purpose: "questions", file });
    await queueMail(ctx, tx, {
      ...{ toAddress: contact.email ?? "", subject, textBody, documentId: document.id },
      about: { table: "exchange_log", id: exchange.id },
    });
    return exchange;
  });
}
