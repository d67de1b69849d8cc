// The changes of an ACL, newest first, each with the way back to what stood before it.
import { EmptyState } from "@/components/ui/empty-state";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";

export interface AclHistoryTableProps {
  events: readonly {
    readonly at: Date;
    readonly actorName: string;
    readonly action: string;
    readonly reason: string | null;
    readonly added: readonly string[];
    readonly removed: readonly string[];
  }[];
  /** The ACL's page; null for who may not change it. */
  path: string | null;
}

const WORDS: Readonly<Record<string, string>> = {
  "acl.add": "Added",
  "acl.update": "Edited",
  "acl.remove": "Removed",
  "acl.block-now": "Removed, running calls cut off",
  "acl.change": "Many at once",
};

/** Blocks named in one cell; the rest is counted. */
const NAMED = 6;

function Blocks({ blocks, sign }: { blocks: readonly string[]; sign: "+" | "−" }) {
  const more = blocks.length - NAMED;
  return blocks.length === 0 ? null : (
    <span className="block wrap-anywhere">
      <code className="font-mono text-[0.8125rem]">
        {blocks
          .slice(0, NAMED)
          .map((block) => `${sign} ${block}`)
          .join(", ")}
      </code>
      {more > 0 ? ` and ${more} more` : null}
    </span>
  );
}

export function AclHistoryTable({ events, path }: AclHistoryTableProps) {
  if (events.length === 0) return <EmptyState title="No change yet" />;
  return (
    <Table
      caption="Changes of the ACL"
      rows={events}
      rowKey={({ at, action, added, removed }) =>
        [at.toISOString(), action, ...added, ...removed].join(" ")
      }
      columns={[
        { header: "When", heading: true, cell: ({ at }) => <Timestamp at={at} /> },
        { header: "Change", cell: ({ action }) => WORDS[action] ?? action },
        {
          header: "Blocks",
          cell: ({ added, removed }) => (
            <>
              <Blocks blocks={added} sign="+" />
              <Blocks blocks={removed} sign="−" />
            </>
          ),
        },
        { header: "By", minor: true, cell: ({ actorName }) => actorName },
        { header: "Reason", minor: true, cell: ({ reason }) => reason },
        ...(path === null
          ? []
          : [
              {
                header: "Back",
                align: "end" as const,
                cell: ({ at }: { at: Date }) => (
                  <TextLink href={`${path}?at=${new Date(at.getTime() - 1).toISOString()}`}>
                    State before it
                  </TextLink>
                ),
              },
            ]),
      ]}
    />
  );
}
