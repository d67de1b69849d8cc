// What keeps a carrier from ready: each open requirement by name, as a link to its row.
import { Banner } from "@/components/ui/banner";
import { TextLink } from "@/components/ui/text-link";
import { openMusts } from "@/lib/lifecycle/requirement";
import { requirementHref } from "./requirement-href";
import type { RequirementCheckRow } from "./requirement-list";

export interface OpenRequirementsProps {
  carrierId: string;
  checks: readonly RequirementCheckRow[];
}

export function OpenRequirements({ carrierId, checks }: OpenRequirementsProps) {
  const codes: readonly string[] = openMusts(checks);
  const open = checks.filter((check) => codes.includes(check.code));
  if (open.length === 0) return null;
  return (
    <Banner
      tone="warn"
      className="mb-3"
      title={
        open.length === 1
          ? "One must is neither met nor waived"
          : `${open.length} musts are neither met nor waived`
      }
    >
      <ul className="list-disc pl-5">
        {open.map((check) => (
          <li key={check.code}>
            <TextLink href={requirementHref(carrierId, check.code)}>{check.code}</TextLink>
            {`: ${check.wording}`}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
