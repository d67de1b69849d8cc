// What a carrier is checked against: each requirement, what it declared, what its traffic showed, and one press to record it.

import { AddDocumentForm } from "@/components/documents/add-document-form";
import { DocumentLink } from "@/components/documents/document-link";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextAreaField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { FormDialog } from "@/components/ui/form-dialog";
import { Table } from "@/components/ui/table";
import { Timestamp } from "@/components/ui/timestamp";
import { arrowsFrom } from "@/lib/lifecycle/machine";
import { REQUIREMENT_MACHINE, type RequirementState } from "@/lib/lifecycle/requirement";
import type { NamedObservation } from "@/lib/schemas/requirement-observation";
import { REQUIREMENT_STATE_WORDS } from "./carrier-words";
import { ObservationList } from "./observation-list";
import { RequirementPress } from "./requirement-press";

export interface RequirementCheckRow {
  readonly id: string;
  readonly code: string;
  readonly must: boolean;
  readonly wording: string;
  readonly state: RequirementState;
  readonly note: string;
  readonly waiverReason: string | null;
  readonly checkedByName: string | null;
  readonly checkedAt: Date | null;
  readonly documents: readonly { readonly id: string; readonly fileName: string }[];
  readonly disagreement: "contradicted" | "better" | null;
  readonly observations: readonly NamedObservation[];
  readonly version: number;
}

export interface RequirementListProps {
  carrierId: string;
  checks: readonly RequirementCheckRow[];
  action: FormAction;
  upload: FormAction;
  mayCheck: boolean;
  mayWaive: boolean;
}

interface RowProps extends Omit<RequirementListProps, "checks"> {
  check: RequirementCheckRow;
}

function hiddenValues(props: RowProps, state: RequirementState): Record<string, string> {
  return { carrierId: props.carrierId, code: props.check.code, state };
}

function RowActions(props: RowProps) {
  const { check, action, mayCheck, mayWaive } = props;
  const next = arrowsFrom(REQUIREMENT_MACHINE, check.state).map((arrow) => arrow.to);
  return (
    <div className="flex flex-wrap justify-end gap-1">
      {mayCheck
        ? next
            .filter((to) => to !== "waived")
            .map((to) => (
              <RequirementPress
                key={to}
                action={action}
                label={REQUIREMENT_STATE_WORDS[to].label}
                code={check.code}
                version={check.version}
                hidden={{ ...hiddenValues(props, to), note: check.note }}
              />
            ))
        : null}
      {mayCheck && check.disagreement === "contradicted" ? <StillMet {...props} /> : null}
      {mayCheck && check.state !== "waived" ? (
        <FormDialog
          open="Note"
          openLabel={`${check.code}: note`}
          look="quiet"
          title={`Note on ${check.code}`}
          description={check.wording}
        >
          <ActionForm
            action={action}
            label={`Note on ${check.code}`}
            version={check.version}
            hidden={hiddenValues(props, check.state)}
          >
            <TextAreaField name="note" label="Note" defaultValue={check.note} />
            <FormButtons submit="Save note" />
          </ActionForm>
        </FormDialog>
      ) : null}
      {mayWaive && next.includes("waived") ? (
        <ConfirmDialog
          open="Waive"
          openLabel={`${check.code}: waive`}
          look="quiet"
          title={`Waive ${check.code}?`}
          consequence={`${check.wording}. The carrier goes on without it; the reason stays on the page and in the audit.`}
        >
          <ConfirmForm
            action={action}
            submit="Waive requirement"
            version={check.version}
            hidden={{ ...hiddenValues(props, "waived"), note: check.note }}
            reason={{ name: "waiverReason", label: "Reason for the waiver", required: true }}
          />
        </ConfirmDialog>
      ) : null}
    </div>
  );
}

/** Looking is a person's: the note says what was done about it. */
function StillMet(props: RowProps) {
  const { check, action } = props;
  return (
    <FormDialog
      open="Still met"
      openLabel={`${check.code}: still met`}
      title={`Is ${check.code} met after all?`}
      description="Say what was done about the calls that contradict it. What is seen from now on counts anew."
    >
      <ActionForm
        action={action}
        label={`${check.code}: still met`}
        version={check.version}
        hidden={hiddenValues(props, "met")}
      >
        <TextAreaField name="note" label="Note" defaultValue={check.note} />
        <FormButtons submit="Record as met again" />
      </ActionForm>
    </FormDialog>
  );
}

function Declared(row: RowProps) {
  const { check } = row;
  const { label, tone } = REQUIREMENT_STATE_WORDS[check.state];
  return (
    <div className="grid justify-items-start gap-1 sm:min-w-32">
      <Badge tone={tone}>{label}</Badge>
      {check.disagreement === "contradicted" ? <Badge tone="bad">Contradicted</Badge> : null}
      {check.disagreement === "better" ? <Badge tone="info">Seen met since</Badge> : null}
      {check.waiverReason ? (
        <span className="block max-w-48 text-[0.8125rem] wrap-anywhere">{check.waiverReason}</span>
      ) : null}
      <span className="text-[0.8125rem]">
        <Checked {...row} />
      </span>
    </div>
  );
}

function Evidence({ check, upload, mayCheck }: RowProps) {
  return (
    <div className="grid max-w-xs justify-items-start gap-1">
      {check.note === "" ? null : (
        <div className="whitespace-pre-line wrap-anywhere">{check.note}</div>
      )}
      {check.documents.map((document) => (
        <DocumentLink key={document.id} id={document.id} fileName={document.fileName} />
      ))}
      {mayCheck ? (
        <AddDocumentForm
          action={upload}
          owner={{ kind: "requirementCheckId", id: check.id }}
          open="Add file"
          title={`Add evidence to ${check.code}`}
        />
      ) : null}
    </div>
  );
}

function Checked({ check }: RowProps) {
  if (check.checkedAt === null) return <span className="text-ink-soft">not yet</span>;
  return (
    <>
      <Timestamp at={check.checkedAt} />
      {check.checkedByName === null ? null : (
        <span className="block text-[0.8125rem] text-ink-soft wrap-anywhere">
          {`by ${check.checkedByName}`}
        </span>
      )}
    </>
  );
}

export function RequirementList({ checks, ...rest }: RequirementListProps) {
  return (
    <Table
      caption="Requirements"
      rows={checks.map((check): RowProps => ({ ...rest, check }))}
      rowKey={(row) => row.check.code}
      columns={[
        {
          header: "Requirement",
          heading: true,
          cell: (row) => (
            <span
              id={row.check.code}
              className="block scroll-mt-20 sm:min-w-44 rounded target:outline-2 target:outline-offset-4 target:outline-accent"
            >
              {row.check.wording}
              <span className="block text-xs font-normal text-ink-soft">
                <code className="font-mono">{row.check.code}</code>
                {row.check.must ? " · must" : " · should"}
              </span>
            </span>
          ),
        },
        { header: "Declared", cell: Declared },
        { header: "Note and evidence", minor: true, cell: Evidence },
        {
          header: "Observed",
          cell: (row) => <ObservationList observations={row.check.observations} />,
        },
        ...(rest.mayCheck || rest.mayWaive
          ? [
              {
                header: "Actions",
                align: "end" as const,
                cell: (row: RowProps) => <RowActions {...row} />,
              },
            ]
          : []),
      ]}
    />
  );
}
