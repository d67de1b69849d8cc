// The conditions of a gate, a line each: which hold, and where the others are put right.
import { CircleCheck, CircleDashed } from "lucide-react";
import { capitalise } from "@/components/forms/capitalise";
import { TextLink } from "@/components/ui/text-link";
import type { StepCondition } from "./state-step";

export interface ConditionListProps {
  /** What does not hold. */
  conditions: readonly StepCondition[];
  /** What holds, in words. */
  held?: readonly string[] | undefined;
}

export function ConditionList({ conditions, held = [] }: ConditionListProps) {
  return (
    <ul className="mt-1 grid gap-1">
      {conditions.map((condition) => (
        <li key={condition.message} className="flex gap-2">
          <CircleDashed aria-label="Not held:" className="mt-0.5 size-4 shrink-0 text-warn" />
          <span className="min-w-0">
            {condition.href === undefined ? (
              capitalise(condition.message)
            ) : (
              <TextLink href={condition.href}>{capitalise(condition.message)}</TextLink>
            )}
          </span>
        </li>
      ))}
      {held.map((message) => (
        <li key={message} className="flex gap-2 text-ink-soft">
          <CircleCheck aria-label="Held:" className="mt-0.5 size-4 shrink-0 text-good" />
          <span className="min-w-0">{capitalise(message)}</span>
        </li>
      ))}
    </ul>
  );
}
