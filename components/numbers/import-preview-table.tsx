// Rows of a list, each with what an import would do with it.
import { capitalise } from "@/components/forms/capitalise";
import { Badge, type Tone } from "@/components/ui/badge";
import { Table } from "@/components/ui/table";
import type { ImportRow, ImportVerdict } from "@/lib/schemas/number-import";
import { NUMBER_KIND_WORDS } from "./number-list";

const VERDICTS: Readonly<Record<ImportVerdict, { label: string; tone: Tone }>> = {
  new: { label: "New", tone: "good" },
  returning: { label: "Back in use", tone: "good" },
  duplicate: { label: "Twice in the list", tone: "warn" },
  stored: { label: "Already there", tone: "warn" },
  wrong: { label: "Wrong", tone: "bad" },
};

function Remark({ row }: { row: ImportRow }) {
  if (row.message === null) return row.owner;
  const where = row.field === "e164" || row.field === "row" ? "" : `${row.field}: `;
  return <span className="wrap-anywhere">{capitalise(`${where}${row.message}`)}</span>;
}

export function ImportPreviewTable({ rows }: { rows: readonly ImportRow[] }) {
  return (
    <Table
      caption="Rows of the list"
      rows={rows}
      rowKey={(row) => String(row.line)}
      columns={[
        { header: "Line", align: "end", cell: (row) => row.line },
        {
          header: "Number",
          heading: true,
          cell: (row) => (
            <span className="tabular-nums wrap-anywhere">{row.e164 ?? (row.typed || "none")}</span>
          ),
        },
        {
          header: "Verdict",
          cell: (row) => (
            <Badge tone={VERDICTS[row.verdict].tone}>{VERDICTS[row.verdict].label}</Badge>
          ),
        },
        { header: "Whose, or what is wrong", cell: (row) => <Remark row={row} /> },
        {
          header: "Kind",
          minor: true,
          cell: (row) => (row.kind === null ? null : NUMBER_KIND_WORDS[row.kind]),
        },
        { header: "Label", minor: true, cell: (row) => row.label },
      ]}
    />
  );
}
