// What each list's CSV holds: its columns, and a row's cells. Moments are ISO 8601 in UTC.
import type { Page } from "@/lib/schemas/fields";
import type { ListName } from "@/lib/schemas/list-name";
import { listCalls } from "./calls/list-calls";
import { listUnknownSources } from "./calls/list-unknown-sources";
import { listCarriers } from "./carriers/list-carriers";
import type { Context } from "./context";
import { listCustomers } from "./customers/list-customers";
import { listCaughtMail } from "./mail/list-caught-mail";
import { listMail } from "./mail/list-mail";
import { listNotices } from "./notices/list-notices";
import { listQuotes } from "./quotes/list-quotes";
import { listTrunks } from "./trunks/list-trunks";
import { listVerificationRequests } from "./verifications/list-verification-requests";

export type Cell = string | number | bigint | boolean | Date | null;

export interface ListCsv {
  readonly header: readonly string[];
  /** One page of the list's own verb, which asks for the permission and checks the filter; as cells. */
  readonly read: (
    ctx: Context,
    query: object,
  ) => Promise<{ readonly rows: Cell[][]; readonly nextCursor: string | null }>;
}

function csvOf<Row>(
  list: (ctx: Context, raw: unknown) => Promise<Page<Row>>,
  columns: Readonly<Record<string, (row: Row) => Cell>>,
): ListCsv {
  return {
    header: Object.keys(columns),
    read: async (ctx, query) => {
      const { items, nextCursor } = await list(ctx, query);
      return {
        rows: items.map((row) => Object.values(columns).map((cell) => cell(row))),
        nextCursor,
      };
    },
  };
}

/** Minor units as a decimal: 12345 with two decimals is 123.45. */
function decimal(minor: bigint, scale: number): string {
  const digits = String(minor).padStart(scale + 1, "0");
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Numbers have a verb of their own. */
export const LIST_CSV: Readonly<Record<Exclude<ListName, "numbers">, ListCsv>> = {
  carriers: csvOf(listCarriers, {
    name: (row) => row.name,
    state: (row) => row.state,
    country: (row) => row.country,
    authentication: (row) => row.authMode,
    "ACL entries": (row) => row.counts.aclEntries,
    gateways: (row) => row.counts.gateways,
    trunks: (row) => row.counts.trunks,
    numbers: (row) => row.counts.numbers,
    "state since": (row) => row.stateChangedAt,
    created: (row) => row.createdAt,
    id: (row) => row.id,
  }),
  customers: csvOf(listCustomers, {
    name: (row) => row.name,
    "account reference": (row) => row.accountReference,
    country: (row) => row.country,
    trunks: (row) => row.counts.trunks,
    numbers: (row) => row.counts.numbers,
    created: (row) => row.createdAt,
    id: (row) => row.id,
  }),
  trunks: csvOf(listTrunks, {
    name: (row) => row.name,
    state: (row) => row.state,
    customer: (row) => row.customerName,
    carrier: (row) => row.carrierName,
    "FQDN label": (row) => row.fqdnLabel,
    country: (row) => row.country,
    channels: (row) => row.maxChannels,
    "calls per second": (row) => row.maxCallsPerSec,
    "state since": (row) => row.stateChangedAt,
    created: (row) => row.createdAt,
    id: (row) => row.id,
  }),
  quotes: csvOf(listQuotes, {
    number: (row) => row.number,
    state: (row) => row.latest.state,
    revision: (row) => row.latest.revision,
    customer: (row) => row.customerName,
    trunk: (row) => row.trunkName,
    carrier: (row) => row.carrierName,
    currency: (row) => row.latest.currency,
    total: (row) => decimal(row.latest.totalMinor, row.latest.currencyScale),
    "valid until": (row) => row.latest.validUntil,
    sent: (row) => row.latest.sentAt,
    created: (row) => row.createdAt,
    id: (row) => row.id,
  }),
  verifications: csvOf(listVerificationRequests, {
    reference: (row) => row.reference,
    carrier: (row) => row.carrierName,
    state: (row) => row.state,
    numbers: (row) => row.items,
    verified: (row) => row.verified,
    submitted: (row) => row.submittedAt,
    "first ends": (row) => row.firstEnds,
    created: (row) => row.createdAt,
    id: (row) => row.id,
  }),
  calls: csvOf(listCalls, {
    started: (row) => row.startedAt,
    answered: (row) => row.answeredAt,
    ended: (row) => row.endedAt,
    direction: (row) => row.direction,
    "A-number": (row) => row.aReceived,
    "B-number": (row) => row.bReceived,
    source: (row) => row.sourceAddress,
    rule: (row) => row.rule,
    action: (row) => row.action,
    status: (row) => row.status,
    reason: (row) => row.reason,
    "Call-ID": (row) => row.callId,
    id: (row) => row.id,
  }),
  "unknown-sources": csvOf(listUnknownSources, {
    address: (row) => row.address,
    datagrams: (row) => row.datagrams,
    transport: (row) => row.lastTransport,
    "last method": (row) => row.lastMethod,
    "last request": (row) => row.lastRequestUri,
    "last User-Agent": (row) => row.lastUserAgent,
    "first seen": (row) => row.firstSeenAt,
    "last seen": (row) => row.lastSeenAt,
  }),
  mail: csvOf(listMail, {
    subject: (row) => row.subject,
    to: (row) => row.toAddress,
    state: (row) => row.state,
    attempts: (row) => row.attempts,
    "last error": (row) => row.lastError,
    written: (row) => row.createdAt,
    sent: (row) => row.sentAt,
    id: (row) => row.id,
  }),
  "caught-mail": csvOf(listCaughtMail, {
    subject: (row) => row.subject,
    to: (row) => row.toAddresses.join(" "),
    from: (row) => row.fromAddress,
    caught: (row) => row.receivedAt,
    recipients: (row) => row.toAddresses.length,
    id: (row) => row.id,
  }),
  notices: csvOf(listNotices, {
    carrier: (row) => row.carrierName,
    kind: (row) => row.kind,
    subject: (row) => row.subject,
    "takes effect": (row) => row.effectiveAt,
    "answer due": (row) => row.dueAt,
    mailed: (row) => row.sentAt,
    reminders: (row) => row.reminders,
    "last reminded": (row) => row.remindedAt,
    acknowledged: (row) => row.acknowledgedAt,
    "acknowledged by": (row) => row.acknowledgedByName,
    "its list follows": (row) => row.allows,
    overtaken: (row) => row.overtakenAt,
    written: (row) => row.createdAt,
    id: (row) => row.id,
  }),
};
