// The gateways or core endpoints that were tried, in their order, and what each said.
import { Table } from "@/components/ui/table";
import { Timestamp } from "@/components/ui/timestamp";
import type { RecordedAttempt } from "./recorded-decision";

export function AttemptTable({ attempts }: { attempts: readonly RecordedAttempt[] }) {
  return (
    <Table
      caption="Targets tried"
      rows={attempts.map((attempt, index) => ({ ...attempt, number: index + 1 }))}
      rowKey={(attempt) => String(attempt.number)}
      columns={[
        { header: "No.", align: "end", cell: (attempt) => attempt.number },
        {
          header: "Target",
          heading: true,
          cell: (attempt) => (
            <code className="font-mono text-[0.8125rem]">
              {attempt.destination || `${attempt.targetTable} ${attempt.targetId}`}
            </code>
          ),
        },
        {
          header: "Tried at",
          minor: true,
          cell: (attempt) => <Timestamp at={attempt.startedAt} />,
        },
        {
          header: "Answer",
          cell: (attempt) => `${attempt.status ?? "none"} ${attempt.reason}`.trim(),
        },
      ]}
    />
  );
}
