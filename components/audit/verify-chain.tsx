"use client";
// Verifies the audit chain, what is new or all of it, and says what came of it.
import { useEffect, useRef, useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { PressButton } from "@/components/forms/press-button";
import { Banner } from "@/components/ui/banner";

export interface VerifyChainProps {
  action: FormAction;
  /** Whether there is a place to begin from other than the first event. */
  hasCheckpoint: boolean;
}

interface Outcome {
  readonly from: string;
  readonly sequence: string;
  readonly firstBroken: string;
}

export function VerifyChain({ action, hasCheckpoint }: VerifyChainProps) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (outcome !== null) ref.current?.focus();
  }, [outcome]);
  const ways = [
    ...(hasCheckpoint ? [{ whole: "false", label: "Verify what is new" }] : []),
    { whole: "true", label: "Verify the whole chain" },
  ];
  return (
    <div className="grid justify-items-start gap-2">
      <div className="flex flex-wrap gap-2">
        {ways.map(({ whole, label }) => (
          <ActionForm
            key={whole}
            action={action}
            label={label}
            hidden={{ whole }}
            onSaved={({ shown }) => {
              const { from = "", sequence = "", firstBroken = "" } = shown ?? {};
              setOutcome({ from, sequence, firstBroken });
            }}
          >
            <PressButton label={label} />
          </ActionForm>
        ))}
      </div>
      {outcome === null ? null : outcome.firstBroken === "" ? (
        <Banner
          ref={ref}
          tabIndex={-1}
          tone="info"
          role="status"
          title={`The chain holds: events ${outcome.from} to ${outcome.sequence} checked`}
        />
      ) : (
        <Banner
          ref={ref}
          tabIndex={-1}
          tone="bad"
          role="alert"
          title={`The chain is broken at event ${outcome.firstBroken}`}
        />
      )}
    </div>
  );
}
