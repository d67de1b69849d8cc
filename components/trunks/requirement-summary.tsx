// A carrier's requirements in short, on the page of one of its trunks: what was declared and what traffic showed of each.
import { REQUIREMENT_STATE_WORDS } from "@/components/carriers/carrier-words";
import { requirementHref } from "@/components/carriers/requirement-href";
import { Badge } from "@/components/ui/badge";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { RequirementCheckDetail } from "@/lib/schemas/carrier";

function Observed({ check }: { check: RequirementCheckDetail }) {
  const [latest] = check.observations
    .filter(({ standing }) => check.disagreement !== "contradicted" || standing === "contradicts")
    .toSorted((a, b) => Number(b.lastSeenAt) - Number(a.lastSeenAt));
  if (latest === undefined) return <span className="text-ink-soft">nothing yet</span>;
  return (
    <span className="text-[0.8125rem]">
      {check.disagreement === "contradicted" ? <Badge tone="bad">Contradicted</Badge> : null}{" "}
      {latest.callRecordId === null ? (
        latest.words
      ) : (
        <TextLink
          href={`/calls/${latest.callRecordId}`}
          aria-label={`The call that shows it: ${latest.words}`}
        >
          {latest.words}
        </TextLink>
      )}
      <span className="text-ink-soft">
        {" · "}
        <Timestamp at={latest.lastSeenAt} />
      </span>
    </span>
  );
}

export function RequirementSummary({ checks }: { checks: readonly RequirementCheckDetail[] }) {
  return (
    <Table
      caption="Requirements of the carrier"
      rows={checks}
      rowKey={(check) => check.code}
      columns={[
        {
          header: "Requirement",
          heading: true,
          cell: (check) => (
            <>
              <TextLink href={requirementHref(check.carrierId, check.code)}>
                {check.wording}
              </TextLink>
              {check.must ? null : <span className="text-ink-soft"> (should)</span>}
            </>
          ),
        },
        {
          header: "Declared",
          cell: (check) => {
            const { label, tone } = REQUIREMENT_STATE_WORDS[check.state];
            return <Badge tone={tone}>{label}</Badge>;
          },
        },
        { header: "Traffic showed", minor: true, cell: (check) => <Observed check={check} /> },
      ]}
    />
  );
}
