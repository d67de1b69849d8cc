// How one part of a trunk's story stands: that all of it holds, or what is missing and where to begin.
import { Badge } from "@/components/ui/badge";
import { TextLink } from "@/components/ui/text-link";
import type { GateStage } from "@/lib/schemas/trunk-gate";
import { conditionsOf } from "./story-parts";

export function PartState({ id, stages }: { id: string; stages: readonly GateStage[] }) {
  const conditions = conditionsOf(id, stages);
  if (conditions.length === 0) return null;
  const open = conditions.filter(({ holds }) => !holds);
  if (open.length === 0) return <Badge tone="good">Complete</Badge>;
  return (
    <>
      <Badge tone="warn">{`${open.length} missing`}</Badge>
      <ul className="flex flex-wrap gap-x-3 text-[0.8125rem] leading-6">
        {open.map(({ code, remedy, remedyPath }) => (
          <li key={code}>
            <TextLink href={remedyPath}>{remedy}</TextLink>
          </li>
        ))}
      </ul>
    </>
  );
}
