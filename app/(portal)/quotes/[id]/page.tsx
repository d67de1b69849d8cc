// A quote: one revision as the customer sees it, how far it is, what can be done next, and what happened before.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { readParams } from "@/app/_server/search-params";
import { AuditTable } from "@/components/audit/audit-table";
import { AddDocumentForm } from "@/components/documents/add-document-form";
import { DocumentList } from "@/components/documents/document-list";
import { KeepFresh } from "@/components/layout/keep-fresh";
import { AnswerForm } from "@/components/quotes/answer-form";
import { DeliveryFacts } from "@/components/quotes/delivery-facts";
import { DeleteDraftPress, RevisePress, WithdrawPress } from "@/components/quotes/quote-presses";
import { QuoteStateBadge } from "@/components/quotes/quote-state-badge";
import { quoteName } from "@/components/quotes/quote-words";
import { RevisionList } from "@/components/quotes/revision-list";
import { SendForm } from "@/components/quotes/send-form";
import { SheetView } from "@/components/quotes/sheet-view";
import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { mayDo } from "@/lib/auth/permissions";
import { NotFound } from "@/lib/core/errors";
import { getQuote, type QuoteDetail } from "@/lib/services/quotes/get-quote";
import { getQuoteSheet } from "@/lib/services/quotes/get-quote-sheet";
import { uploadDocumentAction } from "../../documents/actions";
import {
  deleteQuoteDraftAction,
  recordQuoteAnswerAction,
  reviseQuoteAction,
  sendQuoteAction,
  withdrawQuoteAction,
} from "../actions";

export const metadata: Metadata = { title: "Quote" };

/** The revision that the address names, or the latest. */
function shownRevision({ quote, revisions }: QuoteDetail, wanted: string | undefined) {
  const shown =
    wanted === undefined
      ? revisions[0]
      : revisions.find((revision) => String(revision.revision) === wanted);
  if (shown === undefined) throw new NotFound("revision", `${quote.id} ${wanted}`);
  return shown;
}

export default function QuotePage({ params, searchParams }: PageProps<"/quotes/[id]">) {
  return drawPage(async (context) => {
    const { id } = await params;
    const detail = await getQuote(context, { id });
    const { quote, revisions, contacts, history } = detail;
    const shown = shownRevision(detail, readParams(await searchParams, ["revision"]).revision);
    const sheet = await getQuoteSheet(context, { revisionId: shown.id });
    const [latest] = revisions;
    const mayWrite = mayDo(context.actor, "quote.write");
    const name = `${quoteName(quote)}${revisions.length > 1 ? `, revision ${shown.revision}` : ""}`;
    const pdf = shown.documents.find((document) => document.id === shown.documentId) ?? null;
    const evidence = shown.documents.filter((document) => document !== pdf);
    const isDraft = shown.state === "draft";
    const isUnderWay =
      (shown.state === "sent" || shown.state === "accepted") &&
      (pdf === null || shown.mail[0] === undefined || shown.mail[0].state === "waiting");
    const hasLapsed = shown.state === "sent" && shown.validUntil <= context.now();
    const mayRevise = mayWrite && latest !== undefined && latest.state !== "draft";
    return (
      <>
        {isUnderWay ? <KeepFresh everySec={3} /> : null}
        <PageHeader
          title={name}
          trail={[
            { label: "Quotes", href: "/quotes" },
            { label: quote.customerName, href: `/customers/${quote.customerId}` },
          ]}
          aside={<QuoteStateBadge state={shown.state} />}
          description={
            <>
              {"For the trunk "}
              <TextLink href={`/trunks/${quote.trunkId}`}>{quote.trunkName}</TextLink>
              {` with ${quote.carrierName}`}
            </>
          }
          actions={
            mayWrite ? (
              <>
                {isDraft ? (
                  <>
                    <ButtonLink href={`/quotes/${quote.id}/edit`}>Edit draft</ButtonLink>
                    <DeleteDraftPress
                      action={deleteQuoteDraftAction}
                      revision={shown}
                      name={name}
                    />
                  </>
                ) : null}
                {shown.state === "sent" ? (
                  <>
                    <AnswerForm
                      action={recordQuoteAnswerAction}
                      revision={shown}
                      contacts={contacts}
                    />
                    <WithdrawPress action={withdrawQuoteAction} revision={shown} name={name} />
                  </>
                ) : null}
                {mayRevise ? <RevisePress action={reviseQuoteAction} quoteId={quote.id} /> : null}
              </>
            ) : null
          }
        />
        {hasLapsed ? (
          <Banner tone="warn" className="mb-4" title="No longer valid">
            It can be declined or revised; an acceptance does not count any more.
          </Banner>
        ) : null}
        {isDraft && mayDo(context.actor, "quote.send") ? (
          <Section
            title="Send"
            description="It gets its number and never changes again. The mail leaves once the PDF is drawn."
          >
            <SendForm
              action={sendQuoteAction}
              revision={shown}
              customer={{ id: quote.customerId, name: quote.customerName }}
              contacts={contacts}
            />
          </Section>
        ) : null}
        {isDraft ? null : (
          <Section title="Delivery and answer">
            <DeliveryFacts
              revision={shown}
              sentToName={sheet.addressee?.name ?? shown.sentToName}
              answeredByName={shown.answeredByName}
              pdf={pdf}
              mail={shown.mail[0] ?? null}
            />
          </Section>
        )}
        <SheetView sheet={sheet} />
        {isDraft ? null : (
          <Section
            title="Evidence"
            description="What shows the customer's answer: a signed copy, a mail."
            actions={
              mayWrite ? (
                <AddDocumentForm
                  action={uploadDocumentAction}
                  owner={{ kind: "quoteRevisionId", id: shown.id }}
                  open="Add evidence"
                  title="Add evidence"
                />
              ) : null
            }
          >
            <DocumentList
              documents={evidence}
              caption="Evidence"
              whenEmpty="A signed copy or the customer's mail belongs here."
            />
          </Section>
        )}
        {revisions.length > 1 ? (
          <Section title="Revisions">
            <RevisionList revisions={revisions} shownId={shown.id} />
          </Section>
        ) : null}
        <Section title="History">
          <AuditTable events={history} />
        </Section>
      </>
    );
  });
}
