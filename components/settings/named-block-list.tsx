// A list of own blocks or addresses, each with a name, and a way to take one off.
import type { FormAction } from "@/components/forms/action-state";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Table } from "@/components/ui/table";

export interface NamedBlockRow {
  readonly id: string;
  readonly block: string;
  readonly label: string;
  readonly version: number;
}

export interface NamedBlockListProps {
  /** "core source", "lab network". */
  what: string;
  caption: string;
  rows: readonly NamedBlockRow[];
  /** What taking one off means. */
  consequence: string;
  /** Null where the visitor may not. */
  remove: FormAction | null;
}

export function NamedBlockList({ what, caption, rows, consequence, remove }: NamedBlockListProps) {
  if (rows.length === 0) return <EmptyState title={`No ${what}`} />;
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          header: "Address or block",
          heading: true,
          cell: (row) => <code className="font-mono text-[0.8125rem]">{row.block}</code>,
          copy: (row) => row.block,
        },
        { header: "Label", cell: (row) => row.label },
        ...(remove === null
          ? []
          : [
              {
                header: "Actions",
                align: "end" as const,
                cell: (row: NamedBlockRow) => (
                  <ConfirmDialog
                    open="Remove"
                    openLabel={`Remove ${what} ${row.block}`}
                    title={`Remove ${what} ${row.block}?`}
                    consequence={consequence}
                  >
                    <ConfirmForm
                      action={remove}
                      submit={`Remove ${what}`}
                      version={row.version}
                      hidden={{ id: row.id }}
                    />
                  </ConfirmDialog>
                ),
              },
            ]),
      ]}
    />
  );
}
