// The API tokens, without their secrets, with a way to revoke each.
import type { FormAction } from "@/components/forms/action-state";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly scopes: readonly string[];
  readonly prefix: string;
  readonly createdByName: string;
  /** Whoever made it may not come in any more. */
  readonly isCreatorDisabled: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

export interface TokenListProps {
  tokens: readonly TokenRow[];
  now: Date;
  /** Null where the visitor may not revoke. */
  revoke: FormAction | null;
}

function State({ token, now }: { token: TokenRow; now: Date }) {
  if (token.revokedAt !== null) return <Badge>Revoked</Badge>;
  if (token.expiresAt !== null && token.expiresAt <= now) return <Badge>Ended</Badge>;
  return <Badge tone="good">Active</Badge>;
}

const moment = (at: Date | null, none: string) => (at === null ? none : <Timestamp at={at} />);

export function TokenList({ tokens, now, revoke }: TokenListProps) {
  if (tokens.length === 0) {
    return (
      <EmptyState title="No API token yet">
        A program needs one to use the REST interface. An admin makes it here.
      </EmptyState>
    );
  }
  return (
    <Table
      caption="API tokens"
      rows={tokens}
      rowKey={(token) => token.id}
      columns={[
        { header: "Name", heading: true, cell: (token) => token.name },
        { header: "Begins with", cell: (token) => <code>{`${token.prefix}…`}</code> },
        {
          header: "May",
          cell: (token) =>
            `${token.role}${token.scopes.length === 0 ? "" : `, only ${token.scopes.join(", ")}`}`,
        },
        { header: "State", cell: (token) => <State token={token} now={now} /> },
        { header: "Last used", cell: (token) => moment(token.lastUsedAt, "never") },
        { header: "Ends", cell: (token) => moment(token.expiresAt, "when revoked") },
        {
          header: "Made",
          minor: true,
          cell: (token) => (
            <>
              <Timestamp at={token.createdAt} />
              <span className="block text-ink-soft">
                {`by ${token.createdByName}${token.isCreatorDisabled ? ", now disabled" : ""}`}
              </span>
            </>
          ),
        },
        {
          header: "Trail",
          minor: true,
          cell: (token) => (
            <TextLink href={`/audit?actorId=${token.id}`}>{`What ${token.name} did`}</TextLink>
          ),
        },
        ...(revoke === null
          ? []
          : [
              {
                header: "Actions",
                align: "end" as const,
                cell: (token: TokenRow) =>
                  token.revokedAt !== null ? null : (
                    <ConfirmDialog
                      open="Revoke"
                      openLabel={`Revoke ${token.name}`}
                      title={`Revoke ${token.name}?`}
                      consequence="Its next request is refused. It cannot be brought back: another token has to be made."
                    >
                      <ConfirmForm
                        action={revoke}
                        submit="Revoke token"
                        hidden={{ id: token.id }}
                      />
                    </ConfirmDialog>
                  ),
              },
            ]),
      ]}
    />
  );
}
