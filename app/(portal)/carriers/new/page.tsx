// A new carrier, with all that its first call needs; from a template, if one is chosen.
import type { Metadata, Route } from "next";
import Link from "next/link";
import { drawPage } from "@/app/_server/draw-page";
import { OnboardForm } from "@/components/carriers/onboard-form";
import { templateWords } from "@/components/settings/template-words";
import { PageHeader } from "@/components/ui/page-header";
import { mayDo } from "@/lib/auth/permissions";
import type { CarrierTemplate } from "@/lib/schemas/carrier-template";
import { listCarrierTemplates } from "@/lib/services/carrier-templates/list-carrier-templates";
import { requirePermission } from "@/lib/services/permit";
import { onboardCarrierAction } from "../actions";

export const metadata: Metadata = { title: "New carrier" };

export default function NewCarrierPage({ searchParams }: PageProps<"/carriers/new">) {
  return drawPage(async (context) => {
    requirePermission(context.actor, "carrier.write");
    const templates = await listCarrierTemplates(context);
    const { template: wanted } = await searchParams;
    const template = templates.find(({ id }) => id === wanted) ?? null;
    return (
      <>
        <PageHeader title="New carrier" trail={[{ label: "Carriers", href: "/carriers" }]} />
        <TemplateChoice templates={templates} chosen={template} />
        <div className="rounded-lg border border-line bg-surface p-3 sm:p-4">
          <OnboardForm
            key={template?.id ?? ""}
            action={onboardCarrierAction}
            mayMakeCustomer={mayDo(context.actor, "customer.write")}
            template={template}
          />
        </div>
      </>
    );
  });
}

interface TemplateChoiceProps {
  templates: readonly CarrierTemplate[];
  chosen: CarrierTemplate | null;
}

function TemplateChoice({ templates, chosen }: TemplateChoiceProps) {
  if (templates.length === 0) return null;
  const choices = [
    { id: null, name: "Nothing", href: "/carriers/new" },
    ...templates.map(({ id, name }) => ({ id, name, href: `/carriers/new?template=${id}` })),
  ];
  return (
    <nav aria-label="Start from" className="mb-3">
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <span className="text-ink-soft">Start from</span>
        {choices.map(({ id, name, href }) => (
          <Link
            key={href}
            href={href as Route}
            aria-current={(chosen?.id ?? null) === id ? "true" : undefined}
            className="text-accent hover:underline aria-[current=true]:font-semibold aria-[current=true]:text-ink"
          >
            {name}
          </Link>
        ))}
      </p>
      {chosen === null ? null : (
        <div className="mt-2 text-[0.8125rem] text-ink-soft">
          {templateWords(chosen.settings).map((words) => (
            <p key={words}>{words}</p>
          ))}
          {chosen.settings.notesToAsk ? (
            <p className="mt-1 whitespace-pre-line text-ink">
              To ask: {chosen.settings.notesToAsk}
            </p>
          ) : null}
        </div>
      )}
    </nav>
  );
}
