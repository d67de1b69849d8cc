// A decision rule by rule: what each said, which one decided, and the stored row that made it so.
import { Check, CircleSlash, Minus } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { unreachable } from "@/lib/core/unreachable";
import { BecauseLink } from "./because-link";
import type { RecordedStep } from "./recorded-steps";
import { ruleWords } from "./rule-words";

export interface DecisionTraceProps {
  steps: readonly RecordedStep[];
  /** Code of the rule that decided. */
  code: string;
  carrierId: string | null;
}

function outcomeWord(outcome: RecordedStep["outcome"]): string {
  switch (outcome) {
    case "passed":
      return "Passed";
    case "skipped":
      return "Does not apply";
    case "decided":
      return "Decided";
    default:
      return unreachable(outcome);
  }
}

export function DecisionTrace({ steps, code, carrierId }: DecisionTraceProps) {
  return (
    <ol aria-label="Rules in order" className="grid gap-px">
      {steps.map((step) => {
        const decided = step.outcome === "decided";
        const routed = decided && code === "route";
        const Icon = step.outcome === "skipped" ? Minus : decided && !routed ? CircleSlash : Check;
        return (
          <li
            key={step.rule}
            className={classNames(
              "grid grid-cols-[1.25rem_1.75rem_minmax(0,1fr)] items-start gap-x-1.5 rounded px-1.5 py-1",
              routed && "bg-good-soft",
              decided && !routed && "bg-bad-soft",
              step.outcome === "skipped" && "text-ink-soft",
            )}
          >
            <Icon
              aria-hidden
              className={classNames(
                "mt-0.5 size-4",
                decided && !routed ? "text-bad" : step.outcome === "skipped" ? "" : "text-good",
              )}
            />
            <span className="text-right tabular-nums">{step.rule}</span>
            <span className="min-w-0">
              <span className={decided ? "font-semibold" : undefined}>{ruleWords(step.rule)}</span>
              <span className="text-ink-soft">{` — ${outcomeWord(step.outcome)}`}</span>
              {decided ? (
                <>
                  {": "}
                  <code className="font-mono text-[0.8125rem]">{code}</code>
                </>
              ) : null}
              {step.because === null ? null : (
                <>
                  {", because of "}
                  <BecauseLink
                    table={step.because.table}
                    id={step.because.id}
                    carrierId={carrierId}
                  />
                </>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
