// Says why a form was not saved: a refusal, a fault in what was typed, and an outage never look alike.
import type { Ref } from "react";
import { Banner } from "@/components/ui/banner";
import { unreachable } from "@/lib/core/unreachable";
import type { Failure, FailureKind } from "./action-state";
import { capitalise } from "./capitalise";

function title(kind: FailureKind): string {
  switch (kind) {
    case "invalid-input":
    case "conflict":
      return "Not saved";
    case "refused":
      return "Not allowed";
    case "unauthenticated":
      return "Signed out";
    case "stale-edit":
      return "Changed meanwhile";
    case "not-found":
      return "No longer there";
    case "gate-closed":
      return "Not yet possible";
    case "throttled":
      return "Too many attempts";
    case "outage":
      return "Service interrupted";
    case "unexpected":
      return "Something went wrong";
    default:
      return unreachable(kind);
  }
}

export interface FailureBannerProps {
  failure: Failure;
  /** Faults that no field of the form shows. */
  unplaced: readonly string[];
  ref?: Ref<HTMLDivElement>;
}

export function FailureBanner({ failure, unplaced, ref }: FailureBannerProps) {
  const away = failure.kind === "outage" || failure.kind === "throttled";
  const quotable = failure.kind === "outage" || failure.kind === "unexpected";
  const placed = failure.fields.length > unplaced.length;
  const message = placed ? "Check the marked fields." : capitalise(failure.message);
  return (
    <Banner
      tone={away ? "warn" : "bad"}
      role="alert"
      tabIndex={-1}
      title={title(failure.kind)}
      {...(ref ? { ref } : {})}
    >
      {/* The conditions say the same, a line each. */}
      {failure.conditions.length > 0 ? null : <p>{message}</p>}
      {unplaced.map((fault) =>
        fault === failure.message ? null : <p key={fault}>{capitalise(fault)}</p>,
      )}
      {failure.conditions.length > 0 ? (
        <ul className="list-disc pl-4">
          {failure.conditions.map((condition) => (
            <li key={condition.message}>{capitalise(condition.message)}</li>
          ))}
        </ul>
      ) : null}
      {quotable ? (
        <p className="mt-1 text-[0.8125rem] text-ink-soft">
          Reference <code className="font-mono">{failure.reference}</code>
        </p>
      ) : null}
    </Banner>
  );
}
