// Carrier templates: what a new carrier may start from.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { ActionForm } from "@/components/forms/action-form";
import { FormButtons } from "@/components/forms/form-buttons";
import { TemplateFields } from "@/components/settings/template-fields";
import { TemplateList } from "@/components/settings/template-list";
import { FormDialog } from "@/components/ui/form-dialog";
import { Section } from "@/components/ui/section";
import { mayDo } from "@/lib/auth/permissions";
import { listCarrierTemplates } from "@/lib/services/carrier-templates/list-carrier-templates";
import { createTemplateAction, removeTemplateAction, updateTemplateAction } from "./actions";

export const metadata: Metadata = { title: "Carrier templates" };

export default function TemplatesPage() {
  return drawPage(async (context) => {
    const templates = await listCarrierTemplates(context);
    const may = mayDo(context.actor, "carrier.write");
    return (
      <Section
        title="Carrier templates"
        description="What a new carrier, its first gateway and its first trunk start with."
        actions={
          may ? (
            <FormDialog open="Add template" title="Add template">
              <ActionForm action={createTemplateAction} label="Add template">
                <TemplateFields />
                <FormButtons submit="Add template" />
              </ActionForm>
            </FormDialog>
          ) : null
        }
      >
        <TemplateList
          templates={templates}
          actions={may ? { update: updateTemplateAction, remove: removeTemplateAction } : null}
        />
      </Section>
    );
  });
}
