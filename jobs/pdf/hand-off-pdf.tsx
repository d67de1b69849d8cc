// The hand-off sheet as PDF: what a carrier's NOC needs to connect, and no secret.
import type { HandOffSheet } from "@/lib/schemas/hand-off-sheet";
import {
  digestWords,
  limitWords,
  longestCallWords,
  noticeWords,
  optionsWords,
  portWords,
  removedHeaderWords,
  sessionTimerWords,
  testWords,
  tlsWords,
} from "@/lib/schemas/hand-off-words";
import { numberRanges } from "./number-ranges";
import { Bullets, Heading, Paragraphs, PdfFacts, Sheet } from "./page-kit";
import { dateText } from "./page-text";
import { PdfTable } from "./pdf-table";

export interface HandOffPdfProps {
  readonly sheet: HandOffSheet;
  /** Versions of one carrier count from 1. */
  readonly number: number;
  readonly createdAt: Date;
}

const list = (items: readonly string[]) => items.join(", ") || "none yet";
/** One text of very many takes time that grows with its square. */
const RANGES_A_PARAGRAPH = 200;
const limit = (most: number | null) => (most === null ? "not set" : String(most));
const labelled = (name: string, label: string) => (label === "" ? name : `${name} (${label})`);

function TowardsCradle({ sheet }: { sheet: HandOffSheet }) {
  const { digest } = sheet;
  const tls = tlsWords(sheet);
  const limits = limitWords(sheet);
  return (
    <>
      <Heading>Termination (inbound): calls you send to Cradle</Heading>
      <Bullets
        items={[
          `Send each INVITE to the name of its trunk as listed below, never to an address. Transports and ports: ${portWords(sheet)}.`,
          ...(tls === null ? [] : [tls]),
          `We accept calls from: ${list(sheet.aclEntries.map((entry) => labelled(entry.block, entry.label)))}. From anywhere else nothing is answered.`,
          digest === null
            ? "Your source addresses are the authentication: no username or password is asked for."
            : `On top of your source addresses we ask for a username and password (digest, ${digestWords(digest)}). Realm: ${digest.realm}. Usernames: ${list(digest.usernames)}. The password is handed over by another way, never in this document.`,
          "All numbers in full E.164 format with a leading +: the B-number in Request-URI and To, the A-number in From and P-Asserted-Identity. Pass the A-number unchanged.",
          "In Diversion and History-Info too, where a call was forwarded.",
          ...(limits === null ? [] : [limits]),
          "No emergency calls are carried, in either direction.",
        ]}
      />
    </>
  );
}

function TowardsCarrier({ sheet }: { sheet: HandOffSheet }) {
  return (
    <>
      <Heading>Origination (outbound): calls Cradle sends to you</Heading>
      <Bullets
        items={[
          `All our SIP requests come from the name ${sheet.signallingFqdn} and from the addresses below. This name together with these addresses is our authentication: we do not register, and answer no digest challenge.`,
          `Our addresses: ${list(sheet.egressAddresses.map((entry) => labelled(entry.address, entry.label)))}`,
          "We send numbers in full E.164 format with a leading +. Pass the A-number unchanged: your own numbers, and the confirmed Cradle numbers below.",
          `OPTIONS: ${optionsWords(sheet)}`,
          `Session timers: ${sessionTimerWords(sheet)}`,
        ]}
      />
      <PdfTable
        columns={[
          { header: "Your gateway", share: 46, cell: (row) => row.host },
          {
            header: "Port",
            share: 16,
            cell: (row) => (row.port === null ? "by DNS" : String(row.port)),
          },
          { header: "Transport", share: 14, cell: (row) => row.transport.toUpperCase() },
          { header: "Priority", share: 12, align: "end", cell: (row) => String(row.priority) },
          { header: "Weight", share: 12, align: "end", cell: (row) => String(row.weight) },
        ]}
        rows={sheet.gateways}
      />
    </>
  );
}

function Trunk({ trunk }: { trunk: HandOffSheet["trunks"][number] }) {
  const longest = longestCallWords(trunk);
  const removed = removedHeaderWords(trunk);
  return (
    <>
      <Heading>{`Trunk ${trunk.name}`}</Heading>
      <PdfFacts
        facts={[
          { name: "Send its calls to", value: trunk.fqdn },
          { name: "Customer", value: trunk.customerName },
          { name: "Calls at the same time, at most", value: limit(trunk.maxChannels) },
          { name: "New calls per second, at most", value: limit(trunk.maxCallsPerSec) },
          ...(longest === null ? [] : [{ name: "Longest call", value: longest }]),
          ...(removed === null ? [] : [{ name: "Headers", value: removed }]),
        ]}
      />
      <Paragraphs text={numbersText(trunk.byocNumbers)} />
      {trunk.cradleNumbers.length === 0 ? null : (
        <PdfTable
          columns={[
            { header: "Cradle numbers you confirmed", share: 34, cell: (row) => row.e164 },
            { header: "Reference", share: 33, cell: (row) => row.reference },
            {
              header: "Until",
              share: 33,
              cell: (row) => (row.validUntil === null ? "no end" : dayOf(row.validUntil)),
            },
          ]}
          rows={trunk.cradleNumbers}
        />
      )}
    </>
  );
}

function numbersText(numbers: readonly string[]): string {
  const ranges = numberRanges(numbers);
  const lines = [`Your numbers (${numbers.length}): ${list(ranges.slice(0, RANGES_A_PARAGRAPH))}`];
  for (let at = RANGES_A_PARAGRAPH; at < ranges.length; at += RANGES_A_PARAGRAPH) {
    lines.push(list(ranges.slice(at, at + RANGES_A_PARAGRAPH)));
  }
  return lines.join(",\n");
}

/** ISO 8601 as a date; anything else as it stands. */
function dayOf(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : dateText(at);
}

export function HandOffPdf({ sheet, number, createdAt }: HandOffPdfProps) {
  const tests = testWords(sheet);
  const name = `Hand-off sheet for ${sheet.carrierName}, version ${number}`;
  return (
    <Sheet
      issuer={sheet.issuer}
      title="Hand-off sheet"
      subtitle={[`Version ${number}`, dateText(createdAt)]}
      foot={name}
    >
      <PdfFacts
        facts={[
          { name: "For", value: sheet.carrierName },
          { name: "Signalling FQDN", value: sheet.signallingFqdn },
        ]}
      />
      <TowardsCradle sheet={sheet} />
      <TowardsCarrier sheet={sheet} />
      <Heading>Media</Heading>
      <Bullets
        items={[
          "DTMF: telephone-event (RFC 4733), not in the audio and not in INFO.",
          `Codecs, in our order: ${list(sheet.codecs)}`,
          `Our media addresses: ${list(sheet.mediaRanges)}`,
        ]}
      />
      {sheet.trunks.map((trunk) => (
        <Trunk key={trunk.fqdn} trunk={trunk} />
      ))}
      <Heading>Test calls</Heading>
      <PdfFacts
        facts={[
          { name: "You call", value: tests.toCradle },
          { name: "Cradle calls", value: tests.toCarrier },
          { name: "Test window", value: tests.window },
        ]}
      />
      <Heading>People and notice</Heading>
      <Bullets
        items={[
          `Cradle's NOC: ${sheet.nocContact || "not set yet"}`,
          ...sheet.escalation.map((step, at) => `Escalation at Cradle, ${at + 1}: ${step}`),
          ...sheet.contacts.map(
            (contact) =>
              `Yours, ${contact.role}: ${[contact.name, contact.email, contact.phone].filter(Boolean).join(", ")}`,
          ),
          noticeWords(sheet),
        ]}
      />
    </Sheet>
  );
}
