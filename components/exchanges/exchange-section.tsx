// The log of what was sent to and received from a carrier or customer, with the form that adds to it.
import { AddDocumentForm } from "@/components/documents/add-document-form";
import type { FormAction } from "@/components/forms/action-state";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { ExchangeForm } from "./exchange-form";
import { ExchangeList, type ExchangeRow } from "./exchange-list";

export interface ExchangeSectionProps {
  owner: { readonly carrierId: string } | { readonly customerId: string };
  exchanges: readonly ExchangeRow[];
  /** Who may be named in a new entry. */
  contacts: readonly { readonly id: string; readonly name: string; readonly active: boolean }[];
  /** Null where the visitor may add nothing. */
  actions: { readonly record: FormAction; readonly upload: FormAction } | null;
}

export function ExchangeSection({ owner, exchanges, contacts, actions }: ExchangeSectionProps) {
  const whose = "carrierId" in owner ? "carrier" : "customer";
  return (
    <Section
      title="Exchange log"
      description={`What was sent to and received from this ${whose}, by whom. Nothing in it is ever changed.`}
      actions={
        actions === null ? null : (
          <ExchangeForm
            owner={owner}
            contacts={contacts.filter((contact) => contact.active)}
            action={actions.record}
          />
        )
      }
    >
      {exchanges.length === 0 ? (
        <EmptyState title="Nothing recorded yet">
          {`Record each mail, call and meeting with this ${whose}, so that everyone knows what was said.`}
        </EmptyState>
      ) : (
        <ExchangeList
          exchanges={exchanges}
          addDocument={
            actions === null
              ? null
              : (exchange) => (
                  <AddDocumentForm
                    action={actions.upload}
                    owner={{ kind: "exchangeId", id: exchange.id }}
                    title={`Add document to “${exchange.subject}”`}
                  />
                )
          }
        />
      )}
    </Section>
  );
}
