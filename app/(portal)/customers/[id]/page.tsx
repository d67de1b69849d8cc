// A customer: the carriers it brings, its numbers, what was done.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { readParams } from "@/app/_server/search-params";
import { AuditTable } from "@/components/audit/audit-table";
import { ContactSection } from "@/components/contacts/contact-section";
import { CustomerFields } from "@/components/customers/customer-fields";
import { Pager } from "@/components/data-table/pager";
import { ExchangeSection } from "@/components/exchanges/exchange-section";
import { ActionForm } from "@/components/forms/action-form";
import { FormButtons } from "@/components/forms/form-buttons";
import { NumberList } from "@/components/numbers/number-list";
import { QuoteSection } from "@/components/quotes/quote-section";
import { TrunkTable } from "@/components/trunks/trunk-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Facts } from "@/components/ui/facts";
import { FormDialog } from "@/components/ui/form-dialog";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { mayDo } from "@/lib/auth/permissions";
import { listAuditEvents } from "@/lib/services/audit/list-audit-events";
import { getCustomer } from "@/lib/services/customers/get-customer";
import { listExchanges } from "@/lib/services/exchanges/list-exchanges";
import { listQuotes } from "@/lib/services/quotes/list-quotes";
import {
  addContactAction,
  deactivateContactAction,
  updateContactAction,
} from "../../contacts/actions";
import { uploadDocumentAction } from "../../documents/actions";
import { recordExchangeAction } from "../../exchanges/actions";
import { removeNumberAction, updateNumberAction } from "../../numbers/actions";
import { updateCustomerAction } from "../actions";

export const metadata: Metadata = { title: "Customer" };

const LATEST = 10;

export default function CustomerPage({ params, searchParams }: PageProps<"/customers/[id]">) {
  return drawPage(async (context) => {
    const { id } = await params;
    const { customer, trunks, numbers, contacts } = await getCustomer(context, { id });
    const query = readParams(await searchParams, ["cursor"]);
    const owner = { customerId: customer.id };
    const [quotes, events, log] = await Promise.all([
      listQuotes(context, { ...owner, limit: LATEST }),
      listAuditEvents(context, { ...owner, limit: LATEST }),
      listExchanges(context, { ...owner, cursor: query.cursor, limit: LATEST }),
    ]);
    const mayWriteNumbers = mayDo(context.actor, "number.write");
    return (
      <>
        <PageHeader
          title={customer.name}
          trail={[{ label: "Customers", href: "/customers" }]}
          actions={
            mayDo(context.actor, "customer.write") ? (
              <FormDialog open="Edit customer" size="md" title={`Edit ${customer.name}`}>
                <ActionForm
                  action={updateCustomerAction}
                  label="Edit customer"
                  version={customer.version}
                  hidden={{ id: customer.id }}
                >
                  <CustomerFields values={customer} />
                  <FormButtons submit="Save customer" />
                </ActionForm>
              </FormDialog>
            ) : null
          }
        />
        <Section title="Customer">
          <Facts
            facts={[
              { name: "Account reference", value: customer.accountReference ?? "none" },
              { name: "Country", value: customer.country },
              ...(customer.notes ? [{ name: "Notes", value: customer.notes }] : []),
            ]}
          />
        </Section>
        <ContactSection
          owner={owner}
          contacts={contacts}
          actions={
            mayDo(context.actor, "customer.write")
              ? {
                  add: addContactAction,
                  update: updateContactAction,
                  deactivate: deactivateContactAction,
                }
              : null
          }
        />
        <Section
          title="Trunks"
          actions={
            mayDo(context.actor, "trunk.write") ? (
              <ButtonLink size="sm" href={`/trunks/new?customer=${customer.id}`}>
                New trunk
              </ButtonLink>
            ) : null
          }
        >
          {trunks.length === 0 ? (
            <EmptyState title="No trunk">This customer brings no carrier yet.</EmptyState>
          ) : (
            <TrunkTable trunks={trunks} without="customer" />
          )}
        </Section>
        <QuoteSection
          quotes={quotes}
          of="customer"
          id={customer.id}
          newHref={trunks.length > 0 && mayDo(context.actor, "quote.write") ? "/quotes/new" : null}
        />
        <Section title="Numbers">
          {numbers.items.length === 0 ? (
            <EmptyState title="No number yet">
              A BYOC number is added on the page of its trunk, a Cradle number under Numbers.
            </EmptyState>
          ) : (
            <NumberList
              numbers={numbers.items}
              without="customer"
              actions={
                mayWriteNumbers ? { update: updateNumberAction, remove: removeNumberAction } : null
              }
            />
          )}
          <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
            {numbers.nextCursor === null ? null : (
              <TextLink href={`/numbers?customerId=${customer.id}`}>
                All numbers of this customer
              </TextLink>
            )}
            <TextLink href={`/verifications?customerId=${customer.id}`}>
              Verifications of its Cradle numbers
            </TextLink>
          </p>
        </Section>
        <ExchangeSection
          owner={owner}
          exchanges={log.items}
          contacts={contacts}
          actions={
            mayDo(context.actor, "exchange.write")
              ? { record: recordExchangeAction, upload: uploadDocumentAction }
              : null
          }
        />
        <Pager
          path={`/customers/${customer.id}`}
          params={{}}
          cursor={query.cursor}
          nextCursor={log.nextCursor}
        />
        <Section
          title="Audit trail"
          actions={<TextLink href={`/audit?customerId=${customer.id}`}>All of it</TextLink>}
        >
          {events.items.length === 0 ? (
            <EmptyState title="Nothing has happened yet" />
          ) : (
            <AuditTable events={events.items} />
          )}
        </Section>
      </>
    );
  });
}
