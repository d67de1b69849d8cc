// Whom a change of an ACL reaches, by the calls and the unknown sources so far.
import { Banner } from "@/components/ui/banner";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { AclReach } from "@/lib/schemas/acl-change";

export function count(many: number, what: string): string {
  return many === 1 ? `1 ${what}` : `${many} ${what}s`;
}

export function AclReachView({ reach }: { reach: AclReach }) {
  const { newlyRefused, newlyLetIn, callsSeen, since } = reach;
  return (
    <>
      {newlyRefused.length === 0 ? null : <Refused reach={reach} />}
      {newlyLetIn.length === 0 ? null : <LetIn reach={reach} />}
      {newlyRefused.length + newlyLetIn.length > 0 ? null : (
        <p className="text-ink-soft">
          {callsSeen === 0 || since === null
            ? "No call of this carrier has been seen in the last 30 days: nothing to hold the change against."
            : `None of the last ${count(callsSeen, "call")} would have been refused, and no unknown source that has knocked is let in.`}
        </p>
      )}
    </>
  );
}

function Refused({ reach: { newlyRefused, callsSeen } }: { reach: AclReach }) {
  const calls = newlyRefused.reduce((sum, one) => sum + one.calls, 0);
  return (
    <Banner tone="bad" title={`Newly refused: ${count(calls, "call")} of the last ${callsSeen}`}>
      <Table
        caption="Newly refused"
        rows={newlyRefused}
        rowKey={({ address }) => address}
        columns={[
          { header: "Source", heading: true, cell: ({ address }) => <Address text={address} /> },
          { header: "Calls", align: "end", cell: (one) => one.calls },
          { header: "In the last day", align: "end", cell: (one) => one.callsLastDay },
          {
            header: "Last",
            cell: ({ lastAt, lastCallId }) => (
              <TextLink href={`/calls/${lastCallId}`}>
                <Timestamp at={lastAt} />
              </TextLink>
            ),
          },
        ]}
      />
    </Banner>
  );
}

function LetIn({ reach: { newlyLetIn, letInTotal } }: { reach: AclReach }) {
  return (
    <Banner tone="warn" title="Newly let in: unknown sources that have knocked">
      {letInTotal > newlyLetIn.length ? (
        <p>{`${newlyLetIn.length} shown of ${letInTotal}, the latest.`}</p>
      ) : null}
      <Table
        caption="Newly let in"
        rows={newlyLetIn}
        rowKey={({ address }) => address}
        columns={[
          { header: "Source", heading: true, cell: ({ address }) => <Address text={address} /> },
          { header: "Messages", align: "end", cell: (one) => one.datagrams },
          { header: "Last", cell: ({ lastAt }) => <Timestamp at={lastAt} /> },
          { header: "User agent", minor: true, cell: (one) => one.userAgent },
          {
            header: "Asked for",
            minor: true,
            cell: ({ requestUri, askedCarrierId, askedCarrierName }) => (
              <>
                <span className="wrap-anywhere">{requestUri}</span>
                {askedCarrierId === null ? null : (
                  <>
                    {", a number of "}
                    <TextLink href={`/carriers/${askedCarrierId}`}>{askedCarrierName}</TextLink>
                  </>
                )}
              </>
            ),
          },
          {
            header: "Check",
            cell: ({ address }) => <TextLink href={checkHref(address)}>Call check</TextLink>,
          },
        ]}
      />
    </Banner>
  );
}

function Address({ text }: { text: string }) {
  return <code className="font-mono">{text}</code>;
}

function checkHref(address: string): string {
  return `/call-check?direction=termination&sourceAddress=${encodeURIComponent(address)}`;
}
