// One trunk on the hand-off sheet: its name, limits and numbers.
import { Facts } from "@/components/ui/facts";
import { Table } from "@/components/ui/table";
import type { HandOffSheet } from "@/lib/schemas/hand-off-sheet";
import { longestCallWords, removedHeaderWords } from "@/lib/schemas/hand-off-words";
import { Code, SheetPart } from "./sheet-part";

type Trunk = HandOffSheet["trunks"][number];

const untilText = (until: string | null) =>
  until === null ? "until revoked" : `until ${until.slice(0, 10)}`;

export function HandOffTrunk({ trunk }: { trunk: Trunk }) {
  const longest = longestCallWords(trunk);
  const removed = removedHeaderWords(trunk);
  return (
    <SheetPart title={`Trunk ${trunk.name}, customer ${trunk.customerName}`}>
      <Facts
        facts={[
          { name: "Send INVITEs for it to", value: <Code>{trunk.fqdn}</Code>, copy: trunk.fqdn },
          { name: "Most calls at the same time", value: trunk.maxChannels ?? "not set" },
          { name: "Most new calls per second", value: trunk.maxCallsPerSec ?? "not set" },
          ...(longest === null ? [] : [{ name: "Longest call", value: longest }]),
          ...(removed === null ? [] : [{ name: "Headers", value: removed }]),
        ]}
      />
      <p className="mt-2 text-[0.8125rem] text-ink-soft">
        {`Your numbers that lead to Cradle (${trunk.byocNumbers.length})`}
      </p>
      <p>
        {trunk.byocNumbers.length === 0 ? "none yet" : <Code>{trunk.byocNumbers.join(", ")}</Code>}
      </p>
      {trunk.cradleNumbers.length === 0 ? (
        <p className="mt-2 text-[0.8125rem] text-ink-soft">
          No Cradle number is confirmed as A-number on this trunk.
        </p>
      ) : (
        <div className="mt-2">
          <Table
            caption="Cradle numbers that you let pass as A-number"
            rows={trunk.cradleNumbers}
            rowKey={(row) => row.e164}
            columns={[
              {
                header: "Cradle number allowed as A-number",
                heading: true,
                cell: (row) => <Code>{row.e164}</Code>,
              },
              { header: "Letter of authorisation", cell: (row) => row.reference },
              { header: "Confirmed", cell: (row) => untilText(row.validUntil) },
            ]}
          />
        </div>
      )}
    </SheetPart>
  );
}
