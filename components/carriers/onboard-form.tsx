"use client";
// One form for all that a carrier's first call needs; parts left empty are added later on the carrier's page.
import { CustomerFields } from "@/components/customers/customer-fields";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { FieldGroup, FieldRow, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { LookupField } from "@/components/forms/lookup-field";
import { TrunkFields } from "@/components/trunks/trunk-fields";
import type { TemplateSettings } from "@/lib/schemas/carrier-template";
import { AclEntryFields } from "./acl-entry-fields";
import { CarrierFields } from "./carrier-fields";
import { TargetFields } from "./target-fields";

const LATER = "Leave empty to add it later.";

export interface OnboardFormProps {
  action: FormAction;
  /** Sales alone make customers; others choose one. */
  mayMakeCustomer: boolean;
  /** What fields show at first, and what those that are not shown take. */
  template: { readonly id: string; readonly settings: TemplateSettings } | null;
}

export function OnboardForm({ action, mayMakeCustomer, template }: OnboardFormProps) {
  const start = template?.settings;
  return (
    <ActionForm
      action={action}
      label="New carrier"
      hidden={template === null ? {} : { templateId: template.id }}
    >
      <FieldGroup legend="Carrier">
        <CarrierFields prefix="carrier." {...(start ? { values: start.carrier } : {})} />
      </FieldGroup>
      <FieldGroup legend="First ACL entry" hint={`Where its calls come from. ${LATER}`}>
        <AclEntryFields prefix="aclEntry." short />
      </FieldGroup>
      <FieldGroup legend="First gateway" hint={`Where it takes Cradle's calls. ${LATER}`}>
        <TargetFields prefix="gateway." short {...(start ? { values: start.gateway } : {})} />
      </FieldGroup>
      <FieldGroup legend="Customer" hint={`Whose trunk it will be. ${LATER}`}>
        <LookupField
          name="customerId"
          label="Existing customer"
          kind="customers"
          optional
          hint={
            mayMakeCustomer
              ? "Or enter a new one below"
              : "Sales adds customers; without one the trunk is added later"
          }
        />
        {mayMakeCustomer ? <CustomerFields prefix="customer." short /> : null}
      </FieldGroup>
      <FieldGroup legend="First trunk" hint={`The customer on this carrier. ${LATER}`}>
        <TrunkFields prefix="trunk." short {...(start ? { start: start.trunk } : {})} />
      </FieldGroup>
      <FieldGroup legend="First number" hint={`A BYOC number of that trunk. ${LATER}`}>
        <FieldRow>
          <TextField
            name="number.e164"
            label="E.164 number"
            inputMode="tel"
            hint="Such as +6498879333"
          />
          <TextField name="number.label" label="Number label" />
        </FieldRow>
      </FieldGroup>
      <FormButtons submit="Create carrier" />
    </ActionForm>
  );
}
