// A new customer.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { CustomerFields } from "@/components/customers/customer-fields";
import { ActionForm } from "@/components/forms/action-form";
import { FormButtons } from "@/components/forms/form-buttons";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { requirePermission } from "@/lib/services/permit";
import { createCustomerAction } from "../actions";

export const metadata: Metadata = { title: "New customer" };

export default function NewCustomerPage() {
  return drawPage(async ({ actor }) => {
    requirePermission(actor, "customer.write");
    return (
      <>
        <PageHeader title="New customer" trail={[{ label: "Customers", href: "/customers" }]} />
        <Section title="Customer">
          <ActionForm action={createCustomerAction} label="New customer">
            <CustomerFields />
            <FormButtons submit="Create customer" />
          </ActionForm>
        </Section>
      </>
    );
  });
}
