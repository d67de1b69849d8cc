// The hand-off sheet to read, print or save as PDF: all that a carrier's NOC needs, and no secret.
import { Facts } from "@/components/ui/facts";
import type { HandOffSheet } from "@/lib/schemas/hand-off-sheet";
import {
  digestWords,
  limitWords,
  noticeWords,
  optionsWords,
  portWords,
  sessionTimerWords,
  testWords,
  tlsWords,
} from "@/lib/schemas/hand-off-words";
import { HandOffTrunk } from "./hand-off-trunk";
import { Code, Codes, SheetPart } from "./sheet-part";

export interface HandOffSheetViewProps {
  sheet: HandOffSheet;
  /** "Version 3, sent 22 Nov 2026", or that it is a draft. */
  edition: string;
}

function TowardCradle({ sheet }: { sheet: HandOffSheet }) {
  const { digest } = sheet;
  const tls = tlsWords(sheet);
  const limit = limitWords(sheet);
  return (
    <SheetPart title="Termination (inbound): calls that you send to Cradle">
      <p className="mb-2 font-medium">
        Send INVITEs to this name; do not pin addresses. Cradle's addresses may change behind it,
        and an INVITE to an address is refused.
      </p>
      <Facts
        facts={[
          {
            name: "Signalling FQDN",
            value: <Code>{sheet.signallingFqdn}</Code>,
            copy: sheet.signallingFqdn,
          },
          { name: "Transports and ports", value: portWords(sheet) },
          ...(tls === null ? [] : [{ name: "TLS", value: tls }]),
          {
            name: "Your addresses that Cradle accepts calls from (ACL)",
            value: (
              <Codes
                texts={sheet.aclEntries.map(({ block, label }) =>
                  label === "" ? block : `${block} (${label})`,
                )}
              />
            ),
          },
          {
            name: "Username and password",
            value:
              digest === null ? (
                "none: your addresses are the authentication"
              ) : (
                <>
                  {`Digest (${digestWords(digest)}) on top of the addresses, realm `}
                  <Code>{digest.realm}</Code>, username{" "}
                  {digest.usernames.length === 0 ? (
                    "not issued yet"
                  ) : (
                    <Code>{digest.usernames.join(" or ")}</Code>
                  )}
                  . The password is handed over by another way, never on this sheet.
                </>
              ),
          },
          ...(limit === null ? [] : [{ name: "Limits", value: limit }]),
        ]}
      />
    </SheetPart>
  );
}

function TowardCarrier({ sheet }: { sheet: HandOffSheet }) {
  return (
    <SheetPart title="Origination (outbound): calls that Cradle sends to you">
      <p className="mb-2">
        Cradle's requests come from the signalling FQDN and from these addresses alone. Together
        they are the authentication: allow them all. Cradle does not register, and answers no
        challenge.
      </p>
      <Facts
        facts={[
          {
            name: "Cradle's addresses (allow every one)",
            value: (
              <Codes
                texts={sheet.egressAddresses.map(({ address, label }) =>
                  label === "" ? address : `${address} (${label})`,
                )}
              />
            ),
          },
          {
            name: "Your gateways",
            value: (
              <Codes
                texts={sheet.gateways.map(
                  ({ host, port, transport, priority, weight }) =>
                    `${host}${port === null ? "" : `:${port}`} over ${transport.toUpperCase()}, priority ${priority}, weight ${weight}`,
                )}
              />
            ),
          },
          { name: "OPTIONS", value: optionsWords(sheet) },
          { name: "Session timers", value: sessionTimerWords(sheet) },
        ]}
      />
    </SheetPart>
  );
}

function Numbering() {
  return (
    <SheetPart title="Numbers">
      <ul className="list-disc pl-5">
        <li>
          Full E.164 with its leading + both ways, such as +6498879333: the B-number in the
          Request-URI and To, the A-number in From and P-Asserted-Identity; in Diversion and
          History-Info where a call was forwarded.
        </li>
        <li>
          The A-number passes unchanged both ways: Cradle shows what you send, and you show what
          Cradle sends, be it one of your numbers or a Cradle number that you confirmed.
        </li>
        <li>No emergency calls are carried over this interconnect, in either direction.</li>
      </ul>
    </SheetPart>
  );
}

function Media({ sheet }: { sheet: HandOffSheet }) {
  return (
    <SheetPart title="Media">
      <Facts
        facts={[
          { name: "Codecs, in order of preference", value: sheet.codecs.join(", ") || "not set" },
          { name: "DTMF", value: "telephone-event (RFC 4733), not in the audio and not in INFO" },
          { name: "Media ranges (RTP)", value: <Codes texts={sheet.mediaRanges} /> },
        ]}
      />
    </SheetPart>
  );
}

function Tests({ sheet }: { sheet: HandOffSheet }) {
  const { toCradle, toCarrier, window } = testWords(sheet);
  return (
    <SheetPart title="Test calls">
      <Facts
        facts={[
          { name: "You call", value: toCradle },
          { name: "Cradle calls", value: toCarrier },
          { name: "Test window", value: window },
        ]}
      />
    </SheetPart>
  );
}

function Steps({ steps }: { steps: readonly string[] }) {
  if (steps.length === 0) return <>not set</>;
  return (
    <ol className="list-decimal pl-5">
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}

function People({ sheet }: { sheet: HandOffSheet }) {
  return (
    <SheetPart title="People and notice">
      <Facts
        facts={[
          { name: "Cradle's NOC", value: sheet.nocContact || "not set" },
          {
            name: "Escalation at Cradle, in this order",
            value: <Steps steps={sheet.escalation} />,
          },
          ...sheet.contacts.map(({ role, name, email, phone }) => ({
            name: `Yours: ${role === "noc" ? "NOC" : role}`,
            value: [name, email, phone].filter(Boolean).join(", "),
          })),
          {
            name: "Notice",
            value: noticeWords(sheet),
          },
        ]}
      />
    </SheetPart>
  );
}

export function HandOffSheetView({ sheet, edition }: HandOffSheetViewProps) {
  return (
    <article
      aria-label="Hand-off sheet"
      className="mb-4 rounded-lg border border-line bg-surface p-3 sm:p-6 print:border-0 print:p-0"
    >
      <header className="mb-4">
        <h2 className="text-lg font-semibold">{`Hand-off sheet for ${sheet.carrierName}`}</h2>
        <p className="text-ink-soft">{edition}</p>
        <p className="mt-2 whitespace-pre-line">
          {[sheet.issuer.legalName, sheet.issuer.legalAddress].filter(Boolean).join("\n")}
        </p>
      </header>
      <TowardCradle sheet={sheet} />
      <TowardCarrier sheet={sheet} />
      <Numbering />
      <Media sheet={sheet} />
      {sheet.trunks.map((trunk) => (
        <HandOffTrunk key={trunk.fqdn} trunk={trunk} />
      ))}
      <Tests sheet={sheet} />
      <People sheet={sheet} />
    </article>
  );
}
