// Reads a table of answers that the carrier filled in.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { ImportAnswersForm } from "@/components/answers/import-answers-form";
import { ButtonLink } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { getCarrierAnswers } from "@/lib/services/answers/get-carrier-answers";
import { requirePermission } from "@/lib/services/permit";
import { importAnswersAction, previewAnswersAction } from "../actions";

export const metadata: Metadata = { title: "Read a returned table" };

export default function ImportAnswersPage({
  params,
}: PageProps<"/carriers/[id]/questions/import">) {
  return drawPage(async (context) => {
    requirePermission(context.actor, "answers.write");
    const { id: carrierId } = await params;
    const { version } = await getCarrierAnswers(context, { carrierId });
    return (
      <Section
        title="Read a returned table"
        description="Each row gets its verdict before anything is stored. A row without an answer changes nothing."
        actions={
          <ButtonLink size="sm" href={`/carriers/${carrierId}/questions`}>
            Back to the questions
          </ButtonLink>
        }
      >
        <ImportAnswersForm
          carrierId={carrierId}
          version={version}
          preview={previewAnswersAction}
          store={importAnswersAction}
        />
      </Section>
    );
  });
}
