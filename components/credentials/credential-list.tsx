// A carrier's SIP credentials: whether each is in use, when it was last used, who was given it, and how it ends.
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { Table } from "@/components/ui/table";
import { Timestamp } from "@/components/ui/timestamp";
import { unreachable } from "@/lib/core/unreachable";
import { CredentialActions, type CredentialFormActions } from "./credential-actions";

export interface CredentialRow {
  readonly id: string;
  readonly username: string;
  readonly realm: string;
  readonly state: "active" | "retiring" | "revoked";
  readonly retiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly handedOverTo: string;
  readonly handedOverVia: string;
  readonly handedOverAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly callsLastDay: number;
  readonly version: number;
  readonly createdAt: Date;
}

export interface CredentialListProps {
  credentials: readonly CredentialRow[];
  /** How many are active or retiring. */
  inUse: number;
  /** Whether the carrier is asked for its password. */
  isAsked: boolean;
  /** What the form for a retirement offers. */
  retiresAt: Date;
  /** Null where the visitor may not change them. */
  actions: CredentialFormActions | null;
}

function State({ credential }: { credential: CredentialRow }) {
  const { state, retiresAt, revokedAt } = credential;
  switch (state) {
    case "active":
      return <Badge tone="good">Active</Badge>;
    case "retiring":
      return (
        <>
          <Badge tone="warn">Retiring</Badge>
          {retiresAt === null ? null : (
            <span className="block text-[0.8125rem]">
              {"until "}
              <Timestamp at={retiresAt} />
            </span>
          )}
        </>
      );
    case "revoked":
      return (
        <>
          <Badge>Revoked</Badge>
          {revokedAt === null ? null : (
            <span className="block text-[0.8125rem] text-ink-soft">
              <Timestamp at={revokedAt} />
            </span>
          )}
        </>
      );
    default:
      return unreachable(state);
  }
}

function HandOver({ credential }: { credential: CredentialRow }) {
  if (credential.handedOverTo === "") return <span className="text-ink-soft">not noted</span>;
  return (
    <span className="block max-w-xs wrap-anywhere">
      {credential.handedOverTo}
      <span className="block text-[0.8125rem] text-ink-soft">
        {`by ${credential.handedOverVia}`}
        {credential.handedOverAt === null ? null : (
          <>
            {", "}
            <Timestamp at={credential.handedOverAt} />
          </>
        )}
      </span>
    </span>
  );
}

export function CredentialList(props: CredentialListProps) {
  const { credentials, actions } = props;
  return (
    <Table
      caption="SIP credentials"
      rows={credentials}
      rowKey={(credential) => credential.id}
      columns={[
        {
          header: "Username",
          heading: true,
          cell: (credential) => (
            <>
              <span className="flex items-center gap-1">
                <code className="font-mono text-[0.8125rem] wrap-anywhere">
                  {credential.username}
                </code>
                <CopyButton value={credential.username} label={`username ${credential.username}`} />
              </span>
              <span className="block text-xs font-normal text-ink-soft">
                {`realm ${credential.realm}`}
              </span>
            </>
          ),
        },
        { header: "State", cell: (credential) => <State credential={credential} /> },
        {
          header: "Last used",
          cell: (credential) =>
            credential.lastUsedAt === null ? (
              <span className="text-ink-soft">never</span>
            ) : (
              <Timestamp at={credential.lastUsedAt} />
            ),
        },
        {
          header: "Calls, last day",
          align: "end",
          cell: (credential) => credential.callsLastDay,
        },
        {
          header: "Issued",
          minor: true,
          cell: (credential) => <Timestamp at={credential.createdAt} />,
        },
        {
          header: "Handed over to",
          minor: true,
          cell: (credential) => <HandOver credential={credential} />,
        },
        ...(actions === null
          ? []
          : [
              {
                header: "Actions",
                align: "end" as const,
                cell: (credential: CredentialRow) =>
                  credential.state === "revoked" ? null : (
                    <CredentialActions
                      credential={credential}
                      isLast={props.inUse === 1}
                      isAsked={props.isAsked}
                      retiresAt={props.retiresAt}
                      actions={actions}
                    />
                  ),
              },
            ]),
      ]}
    />
  );
}
