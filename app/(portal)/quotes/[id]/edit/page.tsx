// A draft in its form: head, lines with live totals, terms.
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { drawPage } from "@/app/_server/draw-page";
import { ActionForm } from "@/components/forms/action-form";
import { FormButtons } from "@/components/forms/form-buttons";
import { QuoteFields } from "@/components/quotes/quote-fields";
import { quoteName } from "@/components/quotes/quote-words";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { requirePermission } from "@/lib/services/permit";
import { getQuote } from "@/lib/services/quotes/get-quote";
import { updateQuoteDraftAction } from "../../actions";
import { draftChoices } from "../../draft-choices";

export const metadata: Metadata = { title: "Edit quote" };

export default function EditQuotePage({ params }: PageProps<"/quotes/[id]/edit">) {
  return drawPage(async (context) => {
    requirePermission(context.actor, "quote.write");
    const { id } = await params;
    const { quote, revisions } = await getQuote(context, { id });
    const [draft] = revisions;
    // Sent meanwhile: what was sent is shown, and a change is a new revision.
    if (draft === undefined || draft.state !== "draft") redirect(`/quotes/${quote.id}`);
    const { quoteTerms: _, ...choices } = await draftChoices(context);
    return (
      <>
        <PageHeader
          title="Edit draft"
          trail={[
            { label: "Quotes", href: "/quotes" },
            { label: quoteName(quote), href: `/quotes/${quote.id}` },
          ]}
          description={`${quote.trunkName}, ${quote.customerName}`}
        />
        <Section title={`Revision ${draft.revision}`}>
          <ActionForm
            action={updateQuoteDraftAction}
            label="Edit draft"
            version={draft.version}
            hidden={{ id: draft.id }}
          >
            <QuoteFields
              {...choices}
              values={{
                currency: draft.currency,
                taxCountry: draft.taxCountry,
                agreedChannels: String(draft.agreedChannels),
                agreedCallsPerSec: String(draft.agreedCallsPerSec),
                validUntil: draft.validUntil.toISOString().slice(0, 16),
                terms: draft.terms,
                lines: draft.lines.map((line) => ({
                  kind: line.kind,
                  description: line.description,
                  quantity: line.quantity,
                  unitPrice: line.unitPrice,
                  discountPercent: line.discountPercent,
                })),
              }}
            />
            <FormButtons submit="Save draft" />
          </ActionForm>
        </Section>
      </>
    );
  });
}
