// Trunks in a list.
import type { FormAction } from "@/components/forms/action-state";
import { AtOnce } from "@/components/lifecycle/at-once";
import { Table, type TableSorting } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import type { TrunkState } from "@/lib/lifecycle/trunk";
import { TrunkStateBadge } from "./trunk-state-badge";

export interface TrunkRow {
  readonly id: string;
  readonly name: string;
  readonly fqdnLabel: string;
  readonly country: string;
  readonly state: TrunkState;
  readonly formerState: TrunkState | null;
  readonly carrierId: string;
  readonly carrierName: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly maxChannels: number | null;
  readonly version: number;
}

export interface TrunkTableProps {
  trunks: readonly TrunkRow[];
  /** The side whose page this is needs no column. */
  without?: "carrier" | "customer";
  /** `changeTrunkStateAction`, for who may suspend: a press beside each trunk that takes calls. */
  suspend?: FormAction | null;
  sorting?: TableSorting;
}

export function TrunkTable({ trunks, without, suspend = null, sorting }: TrunkTableProps) {
  return (
    <Table
      sorting={sorting}
      caption="Trunks"
      rows={trunks}
      rowKey={(trunk) => trunk.id}
      columns={[
        {
          header: "Name",
          sort: "name",
          heading: true,
          cell: (trunk) => <TextLink href={`/trunks/${trunk.id}`}>{trunk.name}</TextLink>,
        },
        {
          header: "State",
          sort: "state",
          cell: (trunk) => <TrunkStateBadge state={trunk.state} formerState={trunk.formerState} />,
        },
        ...(without === "customer"
          ? []
          : [
              {
                header: "Customer",
                sort: "customer",
                cell: (trunk: TrunkRow) => (
                  <TextLink href={`/customers/${trunk.customerId}`}>{trunk.customerName}</TextLink>
                ),
              },
            ]),
        ...(without === "carrier"
          ? []
          : [
              {
                header: "Carrier",
                sort: "carrier",
                cell: (trunk: TrunkRow) => (
                  <TextLink href={`/carriers/${trunk.carrierId}`}>{trunk.carrierName}</TextLink>
                ),
              },
            ]),
        {
          header: "FQDN label",
          sort: "label",
          minor: true,
          cell: (trunk) => <code className="font-mono text-[0.8125rem]">{trunk.fqdnLabel}</code>,
          copy: (trunk) => trunk.fqdnLabel,
        },
        {
          header: "Channels",
          sort: "channels",
          descendingFirst: true,
          align: "end",
          minor: true,
          cell: (trunk) => trunk.maxChannels ?? "not set",
        },
        ...(suspend === null
          ? []
          : [
              {
                header: "Actions",
                cell: (trunk: TrunkRow) =>
                  // Before testing it takes no call: there is nothing to stop in a hurry.
                  trunk.state !== "testing" && trunk.state !== "live" ? null : (
                    <AtOnce
                      label="Suspend"
                      longLabel={`Suspend ${trunk.name}`}
                      id={trunk.id}
                      to="suspended"
                      version={trunk.version}
                      action={suspend}
                    />
                  ),
              },
            ]),
      ]}
    />
  );
}
