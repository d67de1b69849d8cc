// A new quote: for the trunk that the address names, or one to choose.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { readParams } from "@/app/_server/search-params";
import { ActionForm } from "@/components/forms/action-form";
import { FormButtons } from "@/components/forms/form-buttons";
import { LookupField } from "@/components/forms/lookup-field";
import { EMPTY_LINE } from "@/components/quotes/draft-line";
import { QuoteFields } from "@/components/quotes/quote-fields";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { getCustomer } from "@/lib/services/customers/get-customer";
import { requirePermission } from "@/lib/services/permit";
import { getTrunk } from "@/lib/services/trunks/get-trunk";
import { createQuoteAction } from "../actions";
import { draftChoices } from "../draft-choices";

export const metadata: Metadata = { title: "New quote" };

const THIRTY_DAYS_MS = 30 * 86_400_000;
/** Where customers are; elsewhere the currency is chosen. */
const CURRENCY_OF: Readonly<Record<string, string>> = { NZ: "NZD", AU: "AUD", GB: "GBP" };

export default function NewQuotePage({ searchParams }: PageProps<"/quotes/new">) {
  return drawPage(async (context) => {
    requirePermission(context.actor, "quote.write");
    const params = readParams(await searchParams, ["trunk"]);
    const trunk = params.trunk ? (await getTrunk(context, { id: params.trunk })).trunk : null;
    const country =
      trunk === null
        ? "NZ"
        : (await getCustomer(context, { id: trunk.customerId })).customer.country;
    const { quoteTerms, ...choices } = await draftChoices(context);
    return (
      <>
        <PageHeader title="New quote" trail={[{ label: "Quotes", href: "/quotes" }]} />
        <Section title="Draft">
          <ActionForm action={createQuoteAction} label="New quote">
            <LookupField
              name="trunkId"
              label="Trunk"
              kind="trunks"
              {...(trunk === null
                ? {}
                : {
                    defaultOption: {
                      value: trunk.id,
                      label: trunk.name,
                      detail: `${trunk.customerName} on ${trunk.carrierName}`,
                    },
                  })}
            />
            <QuoteFields
              {...choices}
              values={{
                currency: CURRENCY_OF[country] ?? "USD",
                taxCountry: country,
                agreedChannels: trunk?.maxChannels?.toString() ?? "",
                agreedCallsPerSec: trunk?.maxCallsPerSec?.toString() ?? "",
                validUntil: new Date(context.now().getTime() + THIRTY_DAYS_MS)
                  .toISOString()
                  .slice(0, 16),
                terms: quoteTerms,
                lines: [EMPTY_LINE],
              }}
            />
            <FormButtons submit="Save draft" />
          </ActionForm>
        </Section>
      </>
    );
  });
}
