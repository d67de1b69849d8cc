// What a carrier was checked against, and what was found.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { RequirementList } from "@/components/carriers/requirement-list";
import { Section } from "@/components/ui/section";
import { mayDo } from "@/lib/auth/permissions";
import { recordRequirementAction } from "../../actions";
import { loadCarrier } from "../../load-carrier";

export const metadata: Metadata = { title: "Requirements" };

export default function RequirementsPage({ params }: PageProps<"/carriers/[id]/requirements">) {
  return drawPage(async ({ actor }) => {
    const { carrier, requirementChecks } = await loadCarrier((await params).id);
    return (
      <Section
        title="Requirements"
        description="A carrier becomes ready once every must is met or waived."
      >
        <RequirementList
          carrierId={carrier.id}
          checks={requirementChecks}
          action={recordRequirementAction}
          mayCheck={mayDo(actor, "requirement.check")}
          mayWaive={mayDo(actor, "requirement.waive")}
        />
      </Section>
    );
  });
}
