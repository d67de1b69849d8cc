// Head of a carrier's pages: name, state, tabs.
import { drawAround } from "@/app/_server/draw-page";
import { CarrierFields } from "@/components/carriers/carrier-fields";
import { CarrierStateBadge } from "@/components/carriers/carrier-state-badge";
import { ActionForm } from "@/components/forms/action-form";
import { TextAreaField, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { FormDialog } from "@/components/ui/form-dialog";
import { PageHeader } from "@/components/ui/page-header";
import { TabLinks } from "@/components/ui/tab-links";
import { mayDo } from "@/lib/auth/permissions";
import { saveAsTemplateAction } from "../../settings/templates/actions";
import { updateCarrierAction } from "../actions";
import { loadCarrier } from "../load-carrier";

export default async function CarrierLayout({ children, params }: LayoutProps<"/carriers/[id]">) {
  const { id } = await params;
  const head = await drawAround(async ({ actor }) => {
    const { carrier } = await loadCarrier(id);
    const path = `/carriers/${carrier.id}`;
    return (
      <div className="print:hidden">
        <PageHeader
          title={carrier.name}
          trail={[{ label: "Carriers", href: "/carriers" }]}
          aside={<CarrierStateBadge state={carrier.state} />}
          actions={
            mayDo(actor, "carrier.write") ? (
              <>
                <FormDialog
                  open="Save as template"
                  look="quiet"
                  title="Save as template"
                  description="How it, its first gateway and its first trunk are set, for other carriers to start from. No name, address or number goes along."
                >
                  <ActionForm
                    action={saveAsTemplateAction}
                    label="Save as template"
                    hidden={{ carrierId: carrier.id }}
                  >
                    <TextField name="name" label="Template name" required maxLength={100} />
                    <TextAreaField
                      name="description"
                      label="Description"
                      rows={2}
                      hint="For which carriers it is meant"
                    />
                    <FormButtons submit="Save template" />
                  </ActionForm>
                </FormDialog>
                <FormDialog open="Edit carrier" size="md" title={`Edit ${carrier.name}`}>
                  <ActionForm
                    action={updateCarrierAction}
                    label="Edit carrier"
                    version={carrier.version}
                    hidden={{ id: carrier.id }}
                  >
                    <CarrierFields values={carrier} />
                    <FormButtons submit="Save carrier" />
                  </ActionForm>
                </FormDialog>
              </>
            ) : null
          }
        />
        <TabLinks
          label="Carrier"
          tabs={[
            { label: "Overview", href: path },
            { label: "ACL", href: `${path}/acl` },
            { label: "Requirements", href: `${path}/requirements` },
            { label: "Questions", href: `${path}/questions` },
            { label: "Gateways", href: `${path}/gateways` },
            { label: "Credentials", href: `${path}/credentials` },
            { label: "Contacts and log", href: `${path}/contacts` },
            { label: "Hand-off", href: `${path}/hand-off` },
            { label: "Numbers", href: `${path}/numbers` },
            { label: "Calls", href: `${path}/calls` },
            { label: "Audit trail", href: `${path}/audit` },
          ]}
        />
      </div>
    );
  });
  return (
    <>
      {head}
      {children}
    </>
  );
}
