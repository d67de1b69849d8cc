// Test calls of a trunk: what was announced, what came of it, and what can still be done.
import { DirectionLabel } from "@/components/calls/direction-label";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { PressButton } from "@/components/forms/press-button";
import { Badge } from "@/components/ui/badge";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { DeclareTestCallForm } from "./declare-test-call-form";
import { TEST_CALL_STATE_WORDS, type TestCallState } from "./test-call-words";
import { WatchTestCall } from "./watch-test-call";

export interface TestCallRow {
  readonly id: string;
  readonly direction: "termination" | "origination";
  readonly state: TestCallState;
  readonly announcedA: string;
  readonly announcedB: string;
  readonly announcedAt: Date;
  readonly expiresAt: Date;
  readonly callRecordId: string | null;
  readonly proof: "call_record" | "loop" | "declared" | null;
  readonly declaredByName: string | null;
  readonly declaredAt: Date | null;
  readonly voidedAt: Date | null;
  readonly note: string;
  readonly version: number;
}

export interface TestCallActions {
  readonly match: FormAction;
  readonly declare: FormAction;
  readonly cancel: FormAction;
}

export interface TestCallListProps {
  calls: readonly TestCallRow[];
  /** Null for who may only look. */
  actions: TestCallActions | null;
}

function Outcome({ call, actions }: { call: TestCallRow; actions: TestCallActions | null }) {
  const { label, tone } = TEST_CALL_STATE_WORDS[call.state];
  const waiting = call.state === "announced";
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap items-center gap-1.5">
        <Badge tone={tone}>{label}</Badge>
        {call.voidedAt === null ? null : (
          <Badge tone="warn">From before the trunk was configured anew</Badge>
        )}
      </div>
      {waiting ? (
        <p className="text-[0.8125rem] text-ink-soft">
          until <Timestamp at={call.expiresAt} />
        </p>
      ) : null}
      {call.declaredByName === null || call.declaredAt === null ? null : (
        <p className="text-[0.8125rem] text-ink-soft">
          {`Declared by ${call.declaredByName}, `}
          <Timestamp at={call.declaredAt} />
        </p>
      )}
      {call.note === "" ? null : (
        <p className="text-[0.8125rem] wrap-anywhere whitespace-pre-line">{call.note}</p>
      )}
      {call.callRecordId === null ? null : (
        <TextLink href={`/calls/${call.callRecordId}`}>The recorded call</TextLink>
      )}
      {waiting && actions ? <WaitingPresses call={call} actions={actions} /> : null}
    </div>
  );
}

function WaitingPresses({ call, actions }: { call: TestCallRow; actions: TestCallActions }) {
  const { id, version, announcedA, announcedB } = call;
  return (
    <div className="flex flex-wrap items-start gap-2">
      {call.direction === "termination" ? (
        <WatchTestCall action={actions.match} id={id} />
      ) : (
        <DeclareTestCallForm
          action={actions.declare}
          {...{ id, version, announcedA, announcedB }}
        />
      )}
      <ActionForm
        action={actions.cancel}
        label="Cancel test call"
        version={version}
        hidden={{ id }}
      >
        <PressButton label="Cancel" longLabel="Cancel test call" look="quiet" />
      </ActionForm>
    </div>
  );
}

export function TestCallList({ calls, actions }: TestCallListProps) {
  const number = (text: string) => <code className="font-mono text-[0.8125rem]">{text}</code>;
  return (
    <Table
      caption="Test calls"
      rows={calls}
      rowKey={(call) => call.id}
      columns={[
        {
          header: "Call",
          heading: true,
          cell: (call) => (
            <div className="grid gap-0.5">
              <DirectionLabel direction={call.direction} />
              <span className="wrap-anywhere">
                {number(call.announcedA)} <span className="text-ink-soft">to</span>{" "}
                {number(call.announcedB)}
              </span>
            </div>
          ),
        },
        { header: "Result", cell: (call) => <Outcome call={call} actions={actions} /> },
        { header: "Announced", minor: true, cell: (call) => <Timestamp at={call.announcedAt} /> },
      ]}
    />
  );
}
