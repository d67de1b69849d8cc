// A carrier's gateways, with what may be done to each.

import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { CheckboxField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { StandingBadge } from "@/components/targets/standing-badge";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { FormDialog } from "@/components/ui/form-dialog";
import { Table } from "@/components/ui/table";
import type { TargetHealthView } from "@/lib/schemas/target-health";
import { hostPortText } from "@/lib/telephony/host-port";
import { TargetFields } from "./target-fields";
import { targetText } from "./target-text";

export interface GatewayRow {
  readonly id: string;
  readonly host: string;
  readonly port: number | null;
  readonly transport: string;
  readonly allowTcp: boolean;
  readonly priority: number;
  readonly weight: number;
  readonly enabled: boolean;
  readonly optionsCheck: boolean;
  readonly version: number;
}

export interface GatewayActions {
  readonly update: FormAction;
  readonly remove: FormAction;
}

function RowActions({ gateway, actions }: { gateway: GatewayRow; actions: GatewayActions }) {
  const text = targetText(gateway);
  return (
    <div className="-my-1 flex justify-end gap-1">
      <FormDialog
        open="Edit"
        openLabel={`Edit ${text}`}
        look="quiet"
        title={`Edit gateway ${text}`}
      >
        <ActionForm
          action={actions.update}
          label="Edit gateway"
          version={gateway.version}
          hidden={{ id: gateway.id }}
        >
          <TargetFields values={gateway} />
          <AllowTcpField isAllowed={gateway.allowTcp} />
          <FormButtons submit="Save gateway" />
        </ActionForm>
      </FormDialog>
      <ConfirmDialog
        open="Remove"
        openLabel={`Remove ${text}`}
        title={`Remove gateway ${text}?`}
        consequence="No new outbound call goes to it as soon as the agents apply this. Calls that are up go on."
      >
        <ConfirmForm
          action={actions.remove}
          submit="Remove gateway"
          version={gateway.version}
          hidden={{ id: gateway.id }}
        />
      </ConfirmDialog>
    </div>
  );
}

/** Whether large requests may leave by TCP: for gateways alone, a core endpoint has no such choice. */
export function AllowTcpField({ isAllowed = false }: { isAllowed?: boolean }) {
  return (
    <CheckboxField
      name="allowTcp"
      label="Large requests by TCP"
      hint="Requests over 1,300 bytes go by TCP instead of UDP"
      defaultChecked={isAllowed}
    />
  );
}

export interface GatewayListProps {
  gateways: readonly GatewayRow[];
  /** What the agents see of them; left out where another part of the page shows it. */
  health?: readonly TargetHealthView[];
  /** Null where the visitor may not change them. */
  actions: GatewayActions | null;
}

export function GatewayList({ gateways, health, actions }: GatewayListProps) {
  if (gateways.length === 0) {
    return (
      <EmptyState title="No gateway">
        No outbound call can go to this carrier. Add where it takes calls, or carry it over from its
        answers to the questions.
      </EmptyState>
    );
  }
  return (
    <Table
      caption="Gateways"
      rows={gateways}
      rowKey={(gateway) => gateway.id}
      columns={[
        {
          header: "Gateway",
          heading: true,
          cell: (gateway) => (
            <code className="font-mono text-[0.8125rem]">{targetText(gateway)}</code>
          ),
          copy: hostPortText,
        },
        { header: "Priority", align: "end", minor: true, cell: (gateway) => gateway.priority },
        { header: "Weight", align: "end", minor: true, cell: (gateway) => gateway.weight },
        {
          header: "Use",
          cell: (gateway) =>
            gateway.enabled ? <Badge tone="good">Enabled</Badge> : <Badge>Disabled</Badge>,
        },
        {
          header: "OPTIONS check",
          minor: true,
          cell: (gateway) => (gateway.optionsCheck ? "yes" : "no"),
        },
        ...(health === undefined
          ? []
          : [
              {
                header: "Health",
                cell: (gateway: GatewayRow) => {
                  const view = health.find(({ targetId }) => targetId === gateway.id);
                  return view ? <StandingBadge standing={view.standing} /> : null;
                },
              },
            ]),
        ...(actions === null
          ? []
          : [
              {
                header: "Actions",
                align: "end" as const,
                cell: (gateway: GatewayRow) => <RowActions gateway={gateway} actions={actions} />,
              },
            ]),
      ]}
    />
  );
}
