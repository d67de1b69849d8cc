// The hand-off sheet to read, print or save as PDF: all that a carrier's NOC needs, and no secret.
import { Facts } from "@/components/ui/facts";
import type { HandOffSheet } from "@/lib/schemas/hand-off-sheet";
import { HandOffTrunk } from "./hand-off-trunk";
import { Code, Codes, SheetPart } from "./sheet-part";

export interface HandOffSheetViewProps {
  sheet: HandOffSheet;
  /** "Version 3, sent 22 Nov 2026", or that it is a draft. */
  edition: string;
}

const upper = (words: readonly string[]) => words.map((word) => word.toUpperCase()).join(", ");

function TowardCradle({ sheet }: { sheet: HandOffSheet }) {
  const { digest } = sheet;
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
          { name: "Port", value: sheet.sipPort },
          { name: "Transports", value: upper(sheet.transports) },
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
                  {"digest on top of the addresses: realm "}
                  <Code>{digest.realm}</Code>
                  {", username "}
                  <Codes texts={digest.usernames} />
                  {". The password is handed over by another way."}
                </>
              ),
          },
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
          {
            name: "OPTIONS",
            value: `Cradle asks each gateway every ${sheet.optionsIntervalSec} seconds whether it is there; any answer will do. Yours are answered with 200.`,
          },
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

function People({ sheet }: { sheet: HandOffSheet }) {
  return (
    <SheetPart title="People and notice">
      <Facts
        facts={[
          { name: "Cradle's NOC", value: sheet.nocContact || "not set" },
          ...sheet.contacts.map(({ role, name, email, phone }) => ({
            name: `Yours: ${role === "noc" ? "NOC" : role}`,
            value: [name, email, phone].filter(Boolean).join(", "),
          })),
          {
            name: "Notice",
            value: `Either side tells the other of a change of addresses at least ${sheet.noticeDays} days before.`,
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
      <People sheet={sheet} />
    </article>
  );
}
