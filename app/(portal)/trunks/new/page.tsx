// A new trunk: one customer on one carrier.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { readParams } from "@/app/_server/search-params";
import { ActionForm } from "@/components/forms/action-form";
import { FieldRow } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { LookupField, type LookupOption } from "@/components/forms/lookup-field";
import { TrunkFields } from "@/components/trunks/trunk-fields";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { getCarrier } from "@/lib/services/carriers/get-carrier";
import { getCustomer } from "@/lib/services/customers/get-customer";
import { requirePermission } from "@/lib/services/permit";
import { createTrunkAction } from "../actions";

export const metadata: Metadata = { title: "New trunk" };

export default function NewTrunkPage({ searchParams }: PageProps<"/trunks/new">) {
  return drawPage(async (context) => {
    requirePermission(context.actor, "trunk.write");
    const params = readParams(await searchParams, ["carrier", "customer"]);
    const carrier: LookupOption | null = params.carrier
      ? await getCarrier(context, { id: params.carrier }).then((detail) => ({
          value: detail.carrier.id,
          label: detail.carrier.name,
        }))
      : null;
    const customer: LookupOption | null = params.customer
      ? await getCustomer(context, { id: params.customer }).then((detail) => ({
          value: detail.customer.id,
          label: detail.customer.name,
        }))
      : null;
    return (
      <>
        <PageHeader title="New trunk" trail={[{ label: "Trunks", href: "/trunks" }]} />
        <Section title="Trunk">
          <ActionForm action={createTrunkAction} label="New trunk">
            <FieldRow>
              <LookupField
                name="carrierId"
                label="Carrier"
                kind="carriers"
                {...(carrier ? { defaultOption: carrier } : {})}
              />
              <LookupField
                name="customerId"
                label="Customer"
                kind="customers"
                {...(customer ? { defaultOption: customer } : {})}
              />
            </FieldRow>
            <TrunkFields />
            <FormButtons submit="Create trunk" />
          </ActionForm>
        </Section>
      </>
    );
  });
}
