// Where traffic contradicts what a carrier declared, in plain sight: each requirement as a link to what shows it.
import { Banner } from "@/components/ui/banner";
import { TextLink } from "@/components/ui/text-link";
import { REQUIREMENTS } from "@/lib/lifecycle/requirement";
import { requirementHref } from "./requirement-href";

export interface ContradictedRequirementsProps {
  carrierId: string;
  /** Codes of requirements declared met. */
  codes: readonly string[];
}

export function ContradictedRequirements({ carrierId, codes }: ContradictedRequirementsProps) {
  const contradicted = REQUIREMENTS.filter(({ code }) => codes.includes(code));
  if (contradicted.length === 0) return null;
  const blocks = contradicted.some(({ must }) => must);
  return (
    <Banner
      tone="bad"
      className="mb-3"
      title={
        contradicted.length === 1
          ? "Traffic contradicts a requirement that was declared met"
          : `Traffic contradicts ${contradicted.length} requirements that were declared met`
      }
    >
      <ul className="list-disc pl-5">
        {contradicted.map(({ code, must, wording }) => (
          <li key={code}>
            <TextLink href={requirementHref(carrierId, code)}>{code}</TextLink>
            {`: ${wording}${must ? " (must)" : ""}`}
          </li>
        ))}
      </ul>
      {blocks ? (
        <p className="mt-1 text-[0.8125rem]">
          No trunk of this carrier goes live until someone has looked: record it as met again, as
          not met, or have it waived.
        </p>
      ) : null}
    </Banner>
  );
}
