// The latest quotes of a trunk or a customer, on its page.
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import type { Page } from "@/lib/schemas/fields";
import type { QuoteSummary } from "@/lib/schemas/quote";
import { QuoteTable } from "./quote-table";

export interface QuoteSectionProps {
  quotes: Page<QuoteSummary>;
  /** Whose page this is. */
  of: "trunk" | "customer";
  id: string;
  /** Null where the visitor may draft none, or nothing can be quoted. */
  newHref: string | null;
  /** Beside the title: how this part stands. */
  aside?: ReactNode;
}

export function QuoteSection({ quotes, of, id, newHref, aside }: QuoteSectionProps) {
  return (
    <Section
      id="quotes"
      title="Quotes"
      aside={aside}
      actions={
        newHref === null ? null : (
          <ButtonLink size="sm" href={newHref}>
            New quote
          </ButtonLink>
        )
      }
    >
      {quotes.items.length === 0 ? (
        <EmptyState title="No quote yet">
          The customer is quoted before any work; sales drafts the first quote.
        </EmptyState>
      ) : (
        <QuoteTable quotes={quotes.items} without={of} />
      )}
      {quotes.nextCursor === null ? null : (
        <TextLink href={`/quotes?${of}Id=${id}`}>{`All quotes of this ${of}`}</TextLink>
      )}
    </Section>
  );
}
