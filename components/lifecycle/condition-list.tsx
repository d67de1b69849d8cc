// The conditions of a gate, a line each: which hold and by which rows, and where the others are put right.
import { CircleCheck, CircleDashed } from "lucide-react";
import { capitalise } from "@/components/forms/capitalise";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { HeldCondition, ShownProof, StepCondition } from "./state-step";

export interface ConditionListProps {
  /** What does not hold. */
  conditions: readonly StepCondition[];
  held?: readonly HeldCondition[] | undefined;
}

export function ConditionList({ conditions, held = [] }: ConditionListProps) {
  return (
    <ul className="mt-1 grid gap-1.5">
      {conditions.map((condition) => (
        <li key={condition.message} className="flex gap-2">
          <CircleDashed aria-label="Not held:" className="mt-0.5 size-4 shrink-0 text-warn" />
          <div className="min-w-0">
            {condition.href === undefined ? (
              capitalise(condition.message)
            ) : (
              <TextLink href={condition.href}>{capitalise(condition.message)}</TextLink>
            )}
            {condition.remedy ? <p className="text-[0.8125rem]">{`${condition.remedy}.`}</p> : null}
            <Proofs proofs={condition.proofs} />
          </div>
        </li>
      ))}
      {held.map(({ message, proofs }) => (
        <li key={message} className="flex gap-2">
          <CircleCheck aria-label="Held:" className="mt-0.5 size-4 shrink-0 text-good" />
          <div className="min-w-0">
            {capitalise(message)}
            <Proofs proofs={proofs} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Proofs({ proofs = [] }: { proofs?: readonly ShownProof[] | undefined }) {
  return proofs.map(({ text, at, by, path }) => (
    <p key={text} className="text-[0.8125rem] text-ink-soft wrap-anywhere">
      <TextLink href={path}>{text}</TextLink>
      {at === null ? null : (
        <>
          {" · "}
          <Timestamp at={at} />
        </>
      )}
      {by === null ? null : ` · by ${by}`}
    </p>
  ));
}
