// What a list would make of an ACL: its rows with their verdicts, the difference, and whom it reaches.
import type { ReactNode } from "react";
import { capitalise } from "@/components/forms/capitalise";
import { Badge, type Tone } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { AclChangePreview, AclReach, AclRow, AclRowVerdict } from "@/lib/schemas/acl-change";

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
      <Reach reach={reach} />
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

function count(many: number, what: string): string {
  return many === 1 ? `1 ${what}` : `${many} ${what}s`;
}

function Reach({ reach }: { reach: AclReach }) {
  const { newlyRefused, newlyLetIn, callsSeen, since } = reach;
  const calls = newlyRefused.reduce((sum, one) => sum + one.calls, 0);
  return (
    <>
      {newlyRefused.length === 0 ? null : (
        <Banner
          tone="bad"
          title={`Newly refused: ${count(calls, "call")} of the last ${callsSeen}`}
        >
          <Table
            caption="Newly refused"
            rows={newlyRefused}
            rowKey={({ address }) => address}
            columns={[
              {
                header: "Source",
                heading: true,
                cell: ({ address }) => <code className="font-mono">{address}</code>,
              },
              { header: "Calls", align: "end", cell: (one) => one.calls },
              { header: "Last", cell: ({ lastAt }) => <Timestamp at={lastAt} /> },
            ]}
          />
        </Banner>
      )}
      {newlyLetIn.length === 0 ? null : (
        <Banner tone="warn" title="Newly let in: unknown sources that have knocked">
          <Table
            caption="Newly let in"
            rows={newlyLetIn}
            rowKey={({ address }) => address}
            columns={[
              {
                header: "Source",
                heading: true,
                cell: ({ address }) => <code className="font-mono">{address}</code>,
              },
              { header: "Messages", align: "end", cell: (one) => one.datagrams },
              { header: "Last", cell: ({ lastAt }) => <Timestamp at={lastAt} /> },
              { header: "User agent", minor: true, cell: (one) => one.userAgent },
              { header: "Asked for", minor: true, cell: (one) => one.requestUri },
            ]}
          />
        </Banner>
      )}
      {newlyRefused.length + newlyLetIn.length > 0 ? null : (
        <p className="text-ink-soft">
          {callsSeen === 0 || since === null
            ? "No call of this carrier has been seen in the last 30 days: nothing to hold the change against."
            : `None of the last ${count(callsSeen, "call")} would have been refused, and no unknown source that has knocked is let in.`}
        </p>
      )}
    </>
  );
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
