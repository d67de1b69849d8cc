// What a carrier is checked against: each requirement, what was found, and one press to record it.

import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextAreaField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { FormDialog } from "@/components/ui/form-dialog";
import { Table } from "@/components/ui/table";
import { arrowsFrom } from "@/lib/lifecycle/machine";
import {
  REQUIREMENT_MACHINE,
  REQUIREMENTS,
  type Requirement,
  type RequirementState,
} from "@/lib/lifecycle/requirement";
import { REQUIREMENT_STATE_WORDS } from "./carrier-words";
import { RequirementPress } from "./requirement-press";

export interface RequirementCheckRow {
  readonly code: string;
  readonly state: RequirementState;
  readonly note: string;
  readonly waiverReason: string | null;
  readonly version: number;
}

export interface RequirementListProps {
  carrierId: string;
  checks: readonly RequirementCheckRow[];
  action: FormAction;
  mayCheck: boolean;
  mayWaive: boolean;
}

interface RowProps extends Omit<RequirementListProps, "checks"> {
  requirement: Requirement;
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
      {mayCheck && check.state !== "waived" ? (
        <FormDialog
          open="Note"
          openLabel={`${check.code}: note`}
          look="quiet"
          title={`Note on ${check.code}`}
          description={props.requirement.wording}
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
          consequence={`${props.requirement.wording}. The carrier goes on without it; the reason stays on the page and in the audit.`}
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

export function RequirementList(props: RequirementListProps) {
  const rows = REQUIREMENTS.flatMap((requirement) => {
    const check = props.checks.find((candidate) => candidate.code === requirement.code);
    return check ? [{ ...props, requirement, check }] : [];
  });
  return (
    <Table
      caption="Requirements"
      rows={rows}
      rowKey={(row) => row.check.code}
      columns={[
        {
          header: "Requirement",
          heading: true,
          cell: (row) => (
            <>
              {row.requirement.wording}
              <span className="block font-mono text-xs font-normal text-ink-soft">
                {row.check.code}
              </span>
            </>
          ),
        },
        { header: "Kind", minor: true, cell: (row) => (row.requirement.must ? "must" : "should") },
        {
          header: "Found",
          cell: (row) => {
            const { label, tone } = REQUIREMENT_STATE_WORDS[row.check.state];
            return <Badge tone={tone}>{label}</Badge>;
          },
        },
        {
          header: "Note",
          minor: true,
          cell: (row) => (
            <div className="max-w-sm wrap-anywhere">
              {row.check.waiverReason ? <p>{`Waived: ${row.check.waiverReason}`}</p> : null}
              {row.check.note}
            </div>
          ),
        },
        ...(props.mayCheck || props.mayWaive
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
