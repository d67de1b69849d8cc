// The carrier templates: what each sets, a carrier started from one, and what may be done to each.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { FormButtons } from "@/components/forms/form-buttons";
import { ButtonLink } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { FormDialog } from "@/components/ui/form-dialog";
import { Table } from "@/components/ui/table";
import type { CarrierTemplate } from "@/lib/schemas/carrier-template";
import { TemplateFields } from "./template-fields";
import { templateWords } from "./template-words";

interface TemplateActions {
  readonly update: FormAction;
  readonly remove: FormAction;
}

export interface TemplateListProps {
  templates: readonly CarrierTemplate[];
  /** Null where the visitor may not change them. */
  actions: TemplateActions | null;
}

export function TemplateList({ templates, actions }: TemplateListProps) {
  if (templates.length === 0) {
    return (
      <EmptyState title="No template yet">
        Add one here, or save a carrier's settings as a template on its page.
      </EmptyState>
    );
  }
  return (
    <Table
      caption="Carrier templates"
      rows={templates}
      rowKey={(template) => template.id}
      columns={[
        { header: "Name", heading: true, cell: (template) => template.name },
        {
          header: "Sets",
          cell: (template) => (
            <>
              {template.description ? <p>{template.description}</p> : null}
              {templateWords(template.settings).map((words) => (
                <p key={words} className="text-ink-soft">
                  {words}
                </p>
              ))}
            </>
          ),
        },
        ...(actions === null
          ? []
          : [
              {
                header: "Actions",
                align: "end" as const,
                cell: (template: CarrierTemplate) => (
                  <RowActions template={template} actions={actions} />
                ),
              },
            ]),
      ]}
    />
  );
}

function RowActions({
  template,
  actions,
}: {
  template: CarrierTemplate;
  actions: TemplateActions;
}) {
  const { id, name, version } = template;
  return (
    <div className="-my-1 flex flex-wrap justify-end gap-1">
      <ButtonLink
        size="sm"
        href={`/carriers/new?template=${id}`}
        aria-label={`Start a carrier from ${name}`}
      >
        Start a carrier
      </ButtonLink>
      <FormDialog
        open="Edit"
        openLabel={`Edit ${name}`}
        look="quiet"
        title={`Edit ${name}`}
        description="Carriers that began with it stay as they are."
      >
        <ActionForm action={actions.update} label="Edit template" version={version} hidden={{ id }}>
          <TemplateFields values={template} />
          <FormButtons submit="Save template" />
        </ActionForm>
      </FormDialog>
      <ConfirmDialog
        open="Remove"
        openLabel={`Remove ${name}`}
        title={`Remove the template ${name}?`}
        consequence="Carriers that began with it stay as they are."
      >
        <ConfirmForm
          action={actions.remove}
          submit="Remove template"
          version={version}
          hidden={{ id }}
        />
      </ConfirmDialog>
    </div>
  );
}
