// What quotes take from the platform: who issues them, their terms, the discount limit, tax by country.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { ActionForm } from "@/components/forms/action-form";
import { TextAreaField, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { TaxRateFields, TaxRateList } from "@/components/settings/tax-rate-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Facts } from "@/components/ui/facts";
import { FormDialog } from "@/components/ui/form-dialog";
import { Section } from "@/components/ui/section";
import { mayDo } from "@/lib/auth/permissions";
import { formatPercent } from "@/lib/money/decimal";
import type { PlatformSettings } from "@/lib/schemas/settings";
import { getSettings } from "@/lib/services/settings/get-settings";
import { listTaxRates } from "@/lib/services/tax-rates/list-tax-rates";
import { updateSettingsAction } from "../actions";
import { addTaxRateAction, removeTaxRateAction, updateTaxRateAction } from "./actions";

export const metadata: Metadata = { title: "Quoting" };

function EditDialog({ settings }: { settings: PlatformSettings }) {
  return (
    <FormDialog
      open="Edit"
      openLabel="Edit quoting settings"
      title="Edit quoting settings"
      description="Quotes that were sent keep what they were sent with."
    >
      <ActionForm
        action={updateSettingsAction}
        label="Edit quoting settings"
        version={settings.version}
      >
        <TextField
          name="legalName"
          label="Legal name"
          required
          maxLength={200}
          hint="Who issues quotes and letters of authorisation"
          defaultValue={settings.legalName}
        />
        <TextAreaField
          name="legalAddress"
          label="Legal address"
          defaultValue={settings.legalAddress}
        />
        <TextField
          name="discountLimitPercent"
          label="Discount limit in percent"
          required
          inputMode="numeric"
          hint="The highest discount of a line that sales may give; an admin may give more"
          defaultValue={formatPercent(settings.discountLimitBasisPoints)}
        />
        <TextAreaField
          name="quoteTerms"
          label="Default terms"
          rows={6}
          hint="What a new quote starts with"
          defaultValue={settings.quoteTerms}
        />
        <FormButtons submit="Save quoting settings" />
      </ActionForm>
    </FormDialog>
  );
}

export default function QuotingPage() {
  return drawPage(async (context) => {
    const [{ settings }, rates] = await Promise.all([getSettings(context), listTaxRates(context)]);
    const may = mayDo(context.actor, "settings.write");
    return (
      <>
        <Section
          title="Quotes"
          description="Who issues them, and what a new one starts with."
          actions={may && settings !== null ? <EditDialog settings={settings} /> : null}
        >
          {settings === null ? (
            <EmptyState title="The platform has no settings yet">
              An admin sets the signalling FQDN on the Platform tab first.
            </EmptyState>
          ) : (
            <Facts
              facts={[
                { name: "Legal name", value: settings.legalName },
                {
                  name: "Legal address",
                  value: (
                    <span className="whitespace-pre-line">{settings.legalAddress || "none"}</span>
                  ),
                },
                {
                  name: "Discount limit",
                  value: `${formatPercent(settings.discountLimitBasisPoints)} %`,
                },
                {
                  name: "Default terms",
                  value: (
                    <span className="whitespace-pre-line">{settings.quoteTerms || "none"}</span>
                  ),
                },
              ]}
            />
          )}
        </Section>
        <Section
          title="Tax rates"
          description="One a country. A quote keeps the rate it was sent with."
          actions={
            may ? (
              <FormDialog open="Add tax rate" title="Add tax rate">
                <ActionForm action={addTaxRateAction} label="Add tax rate">
                  <TaxRateFields />
                  <FormButtons submit="Add tax rate" />
                </ActionForm>
              </FormDialog>
            ) : null
          }
        >
          <TaxRateList
            rates={rates}
            actions={may ? { update: updateTaxRateAction, remove: removeTaxRateAction } : null}
          />
        </Section>
      </>
    );
  });
}
