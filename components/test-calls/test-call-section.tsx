// The test calls of a trunk on its page: what they are for, how to run one, and what came of them.
import type { ReactNode } from "react";
import type { FormAction } from "@/components/forms/action-state";
import { KeepFresh } from "@/components/layout/keep-fresh";
import { EmptyState } from "@/components/ui/empty-state";
import { FormDialog } from "@/components/ui/form-dialog";
import { Section } from "@/components/ui/section";
import { AnnounceTestCallForm } from "./announce-test-call-form";
import { type TestCallActions, TestCallList, type TestCallRow } from "./test-call-list";

export interface TestCallSectionProps {
  trunkId: string;
  calls: readonly TestCallRow[];
  /** Where the trunk takes calls, and the visitor may run them. */
  announce: FormAction | null;
  actions: TestCallActions | null;
  byocNumber: string;
  /** Beside the title: how this part stands. */
  aside?: ReactNode;
}

export function TestCallSection(props: TestCallSectionProps) {
  const { trunkId, calls, announce, actions, byocNumber } = props;
  const waiting = calls.some((call) => call.state === "announced");
  return (
    <div id="test-calls" className="scroll-mt-4">
      {waiting && actions === null ? <KeepFresh everySec={5} /> : null}
      <Section
        title="Test calls"
        aside={props.aside}
        description="Before a trunk goes live, one call each way shows that the A-number comes through. Announce it, then call."
        actions={
          announce ? (
            <FormDialog open="Announce test call" title="Announce test call">
              <AnnounceTestCallForm action={announce} trunkId={trunkId} byocNumber={byocNumber} />
            </FormDialog>
          ) : null
        }
      >
        {calls.length === 0 ? (
          <EmptyState title="No test call yet">
            {announce
              ? "Announce one, then make the call within its time."
              : "They are announced while the trunk is testing or live."}
          </EmptyState>
        ) : (
          <TestCallList calls={calls} actions={actions} />
        )}
      </Section>
    </div>
  );
}
