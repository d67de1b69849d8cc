// The numbers of a request, each with its own outcome and what may be done to it.
import type { FormAction } from "@/components/forms/action-state";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextField } from "@/components/forms/fields";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { VerificationState } from "@/lib/lifecycle/verification";
import type { NumberedItem } from "@/lib/schemas/verification";
import { ITEM_STATE_WORDS } from "./verification-words";

/** An item with its state at the moment of drawing: expired to the second. */
export interface ItemRow extends NumberedItem {
  readonly stateNow: VerificationState;
}

export interface ItemTableProps {
  items: readonly ItemRow[];
  /** Null where the visitor may not withdraw or revoke. */
  action: FormAction | null;
}

function Press({ item, action }: { item: ItemRow; action: FormAction }) {
  const isOpen = item.state === "draft" || item.state === "submitted";
  if (!isOpen && item.stateNow !== "verified") return null;
  const word = isOpen ? "Withdraw" : "Revoke";
  return (
    <ConfirmDialog
      open={word}
      openLabel={`${word} ${item.e164}`}
      title={`${word} the verification of ${item.e164}?`}
      consequence={
        isOpen
          ? "The carrier is no longer asked about this number. A new request may ask again."
          : "Calls with it as A-number are refused on this carrier as soon as the agents apply this. Only a new request brings it back."
      }
    >
      <ConfirmForm
        action={action}
        submit={`${word} verification`}
        version={item.version}
        hidden={{ id: item.id, to: isOpen ? "withdrawn" : "revoked" }}
      >
        <TextField name="note" label="Why" maxLength={2000} />
      </ConfirmForm>
    </ConfirmDialog>
  );
}

export function ItemTable({ items, action }: ItemTableProps) {
  return (
    <Table
      caption="Numbers of the request"
      rows={items}
      rowKey={(item) => item.id}
      columns={[
        {
          header: "Number",
          heading: true,
          cell: ({ e164 }) => (
            <TextLink href={`/look-up?q=${encodeURIComponent(e164)}`} className="tabular-nums">
              {e164}
            </TextLink>
          ),
          copy: ({ e164 }) => e164,
        },
        {
          header: "Customer",
          minor: true,
          cell: ({ customerId, customerName }) => (
            <TextLink href={`/customers/${customerId}`}>{customerName}</TextLink>
          ),
        },
        {
          header: "State",
          cell: ({ stateNow }) => (
            <Badge tone={ITEM_STATE_WORDS[stateNow].tone}>{ITEM_STATE_WORDS[stateNow].label}</Badge>
          ),
        },
        {
          header: "Valid until",
          cell: ({ verifiedFrom, validUntil }) =>
            verifiedFrom === null ? null : validUntil === null ? (
              "no end"
            ) : (
              <Timestamp at={validUntil} />
            ),
        },
        {
          header: "The carrier's words",
          minor: true,
          cell: ({ outcomeNote }) => <span className="wrap-anywhere">{outcomeNote}</span>,
        },
        ...(action === null
          ? []
          : [
              {
                header: "Actions",
                align: "end" as const,
                cell: (item: ItemRow) => <Press item={item} action={action} />,
              },
            ]),
      ]}
    />
  );
}
