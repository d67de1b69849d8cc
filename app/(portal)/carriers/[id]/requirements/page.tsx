// What a carrier was checked against: what it declared of each requirement, what its traffic showed, and where both disagree.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { ContradictedRequirements } from "@/components/carriers/contradicted-requirements";
import { OpenRequirements } from "@/components/carriers/open-requirements";
import { RequirementList } from "@/components/carriers/requirement-list";
import { KeepFresh } from "@/components/layout/keep-fresh";
import { Section } from "@/components/ui/section";
import { mayDo } from "@/lib/auth/permissions";
import { listRequirementChecks } from "@/lib/services/requirements/list-requirement-checks";
import { uploadDocumentAction } from "../../../documents/actions";
import { recordRequirementAction } from "../../actions";

export const metadata: Metadata = { title: "Requirements" };

export default function RequirementsPage({ params }: PageProps<"/carriers/[id]/requirements">) {
  return drawPage(async (context) => {
    const { id: carrierId } = await params;
    const checks = await listRequirementChecks(context, { carrierId });
    return (
      <Section
        title="Requirements"
        description="A carrier becomes ready once every must is met or waived. What its calls show is added every minute."
      >
        <KeepFresh everySec={10} />
        <ContradictedRequirements
          carrierId={carrierId}
          codes={checks
            .filter(({ disagreement }) => disagreement === "contradicted")
            .map(({ code }) => code)}
        />
        <OpenRequirements carrierId={carrierId} checks={checks} />
        <RequirementList
          carrierId={carrierId}
          checks={checks}
          action={recordRequirementAction}
          upload={uploadDocumentAction}
          mayCheck={mayDo(context.actor, "requirement.check")}
          mayWaive={mayDo(context.actor, "requirement.waive")}
        />
      </Section>
    );
  });
}
