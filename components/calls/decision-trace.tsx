// A decision rule by rule: what each asked and found, which one decided, and the stored row that made it so.
import { Check, CircleSlash, Minus } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import type { ExplainedStep } from "@/lib/policy/explain";
import { BecauseLink } from "./because-link";

/** A rule in words; the row it went by may be known by name. */
export interface TracedStep extends Pick<ExplainedStep, "outcome" | "question" | "sentence"> {
  readonly rule: number;
  readonly codes: readonly string[];
  readonly because: {
    readonly table: string;
    readonly id: string;
    readonly label?: string;
    /** Whose it is, where it is not the call's carrier's. */
    readonly carrierId?: string | null;
  } | null;
}

export interface DecisionTraceProps {
  steps: readonly TracedStep[];
  carrierId: string | null;
}

function Step({ step, carrierId }: { step: TracedStep; carrierId: string | null }) {
  const isDecided = step.outcome === "decided";
  const isRouted = isDecided && step.codes.includes("route");
  const isSilent = step.outcome === "skipped" || step.outcome === "not-reached";
  const Icon = isSilent ? Minus : isDecided && !isRouted ? CircleSlash : Check;
  return (
    <li
      className={classNames(
        "grid grid-cols-[1.25rem_1.75rem_minmax(0,1fr)] items-start gap-x-1.5 rounded px-1.5 py-1",
        isRouted && "bg-good-soft",
        isDecided && !isRouted && "bg-bad-soft",
        isSilent && "text-ink-soft",
      )}
    >
      <Icon
        aria-hidden
        className={classNames(
          "mt-0.5 size-4",
          !isSilent && (isDecided && !isRouted ? "text-bad" : "text-good"),
        )}
      />
      <span className="text-right tabular-nums">{step.rule}</span>
      <div className="min-w-0 wrap-anywhere">
        <span className={isDecided ? "font-semibold" : "font-medium"}>{step.question}</span>{" "}
        <span className={isDecided ? undefined : "text-ink-soft"}>{step.sentence}</span>{" "}
        {isDecided ? <Badge tone={isRouted ? "good" : "bad"}>{step.codes[0]}</Badge> : null}{" "}
        {step.because === null ? null : (
          <span className="text-ink-soft">
            {"Because of "}
            <BecauseLink
              table={step.because.table}
              id={step.because.id}
              carrierId={step.because.carrierId ?? carrierId}
              label={step.because.label}
            />
            .
          </span>
        )}
      </div>
    </li>
  );
}

export function DecisionTrace({ steps, carrierId }: DecisionTraceProps) {
  return (
    <ol aria-label="Rules in order" className="grid gap-px">
      {steps.map((step) => (
        <Step key={step.rule} step={step} carrierId={carrierId} />
      ))}
    </ol>
  );
}
