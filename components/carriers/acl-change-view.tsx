// What a list would make of an ACL: its rows with their verdicts, the difference, and whom it reaches.
import type { ReactNode } from "react";
import { capitalise } from "@/components/forms/capitalise";
import { Badge, type Tone } from "@/components/ui/badge";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import type { AclChangePreview, AclRow, AclRowVerdict } from "@/lib/schemas/acl-change";
import { AclReachView, count } from "./acl-reach-view";

const VERDICTS: Readonly<Record<AclRowVerdict, { label: string; tone: Tone }>> = {
  new: { label: "New", tone: "good" },
  present: { label: "Already there", tone: "neutral" },
  duplicate: { label: "Twice in the list", tone: "warn" },
  merged: { label: "Merged", tone: "neutral" },
  overlapping: { label: "Overlaps", tone: "bad" },
  wrong: { label: "Wrong", tone: "bad" },
};

export interface AclChangeViewProps {
  preview: AclChangePreview;
  /** The press that saves; `onlyRight` leaves the rows at fault out. */
  press: (label: string, onlyRight: boolean) => ReactNode;
}

export function AclChangeView({ preview, press }: AclChangeViewProps) {
  const { rows, added, removed, kept, reach } = preview;
  const faults = rows.filter(({ verdict }) => verdict === "wrong" || verdict === "overlapping");
  const changes = added.length + removed.length;
  return (
    <div className="grid gap-3" role="status">
      <p>
        <strong>{`${added.length} added, ${removed.length} removed, ${kept} kept`}</strong>
        {faults.length === 0 ? "" : `; ${count(faults.length, "row")} cannot be saved`}
        {". Nothing is stored yet."}
      </p>
      <AclReachView reach={reach} />
      {changes === 0 ? null : press(pressLabel(changes, faults.length), faults.length > 0)}
      {changes === 0 ? null : (
        <Table
          caption="What changes"
          rows={[
            ...added.map(({ block, label }) => ({ block, label, what: "added" as const })),
            ...removed.map(({ block, label }) => ({ block, label, what: "removed" as const })),
          ]}
          rowKey={({ what, block, label }) => `${what} ${block} ${label}`}
          columns={[
            {
              header: "Change",
              cell: ({ what }) => (
                <Badge tone={what === "added" ? "good" : "bad"}>
                  {what === "added" ? "+ added" : "− removed"}
                </Badge>
              ),
            },
            {
              header: "Address or block",
              heading: true,
              cell: ({ block }) => <code className="font-mono text-[0.8125rem]">{block}</code>,
            },
            { header: "Label", cell: ({ label }) => label },
          ]}
        />
      )}
      {rows.length === 0 ? null : <Rows rows={rows} />}
    </div>
  );
}

function pressLabel(changes: number, faults: number): string {
  const what = count(changes, "change");
  return faults === 0 ? `Save ${what}` : `Save ${what}, leave ${count(faults, "row")} out`;
}

function Rows({ rows }: { rows: readonly AclRow[] }) {
  return (
    <Table
      caption="Rows of the list"
      rows={rows}
      rowKey={(row) => `${row.line} ${row.block ?? row.typed}`}
      columns={[
        { header: "Line", align: "end", cell: (row) => row.line },
        {
          header: "Address or block",
          heading: true,
          cell: (row) => (
            <code className="font-mono text-[0.8125rem] wrap-anywhere">
              {row.block ?? (row.typed || "none")}
            </code>
          ),
        },
        {
          header: "Verdict",
          cell: (row) => (
            <Badge tone={VERDICTS[row.verdict].tone}>{VERDICTS[row.verdict].label}</Badge>
          ),
        },
        { header: "Remarks", cell: (row) => <Remarks row={row} /> },
      ]}
    />
  );
}

function Remarks({ row: { message, notes, other } }: { row: AclRow }) {
  return (
    <div className="grid gap-0.5 wrap-anywhere">
      {message === null ? null : <span>{capitalise(message)}</span>}
      {other === null ? null : (
        <TextLink href={`/carriers/${other.carrierId}/acl`}>{`See ${other.carrierName}`}</TextLink>
      )}
      {notes.map((note) => (
        <span key={note} className="text-ink-soft">
          {capitalise(note)}
        </span>
      ))}
    </div>
  );
}
