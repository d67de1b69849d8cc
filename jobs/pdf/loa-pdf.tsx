// A letter of authorisation as PDF: asks a carrier to confirm that Cradle may show its own numbers.
import { StyleSheet, Text, View } from "@react-pdf/renderer";
import type { LoaSheet } from "@/lib/schemas/loa-sheet";
import { Bullets, Heading, LINE, Paragraphs, PdfFacts, Sheet, SOFT } from "./page-kit";
import { dateText } from "./page-text";
import { PdfTable } from "./pdf-table";

const style = StyleSheet.create({
  signatures: { flexDirection: "row", marginTop: 30 },
  signature: { flex: 1, marginRight: 18 },
  line: { borderTopWidth: 0.5, borderTopColor: LINE, paddingTop: 3, fontSize: 8, color: SOFT },
});

function Signatures() {
  return (
    <View style={style.signatures} wrap={false}>
      {["Name and position", "Date", "Signature for the carrier"].map((label) => (
        <View key={label} style={style.signature}>
          <Text style={style.line}>{label}</Text>
        </View>
      ))}
    </View>
  );
}

interface NumberRow {
  readonly customerName: string;
  readonly numbers: readonly string[];
}

const NUMBERS_A_ROW = 3;

/** Numbers that follow each other and are of one customer stand side by side: a letter may name thousands. */
function rowsOf(numbers: LoaSheet["numbers"]): NumberRow[] {
  const rows: { customerName: string; numbers: string[] }[] = [];
  for (const { e164, customerName } of numbers) {
    const last = rows.at(-1);
    const fits = last?.customerName === customerName && last.numbers.length < NUMBERS_A_ROW;
    if (last && fits) last.numbers.push(e164);
    else rows.push({ customerName, numbers: [e164] });
  }
  return rows;
}

export function LoaPdf({ sheet }: { sheet: LoaSheet }) {
  const { issuer, carrierName, numbers } = sheet;
  const many = numbers.length === 1 ? "the number" : `the ${numbers.length} numbers`;
  return (
    <Sheet
      issuer={issuer}
      title="Letter of authorisation"
      subtitle={[sheet.reference, dateText(sheet.date)]}
      foot={`Letter of authorisation ${sheet.reference}`}
    >
      <PdfFacts
        facts={[
          { name: "To", value: carrierName },
          { name: "Reference", value: sheet.reference },
        ]}
      />
      <Heading>What we declare and ask</Heading>
      <Paragraphs
        text={[
          `${issuer.legalName} declares that it has the right to use ${many} listed below, and authorises ${carrierName} to accept calls from ${issuer.legalName} that show any of them as the calling number (A-number), and to pass it on unchanged.`,
          `Please confirm each number, and until when the confirmation holds, under the reference ${sheet.reference}.`,
        ].join("\n")}
      />
      <Heading>Where the calls come from</Heading>
      <Bullets
        items={[
          `Name in SIP requests: ${sheet.signallingFqdn}`,
          `Addresses: ${sheet.egressAddresses.join(", ") || "none yet"}`,
        ]}
      />
      {sheet.note.trim() === "" ? null : (
        <>
          <Heading>Note</Heading>
          <Paragraphs text={sheet.note} />
        </>
      )}
      <Heading>Numbers</Heading>
      <PdfTable
        columns={[
          { header: "Used by", share: 37, cell: (row) => row.customerName },
          { header: "Numbers (E.164)", share: 21, cell: (row) => row.numbers[0] ?? "" },
          { header: "", share: 21, cell: (row) => row.numbers[1] ?? "" },
          { header: " ", share: 21, cell: (row) => row.numbers[2] ?? "" },
        ]}
        rows={rowsOf(numbers)}
      />
      <Heading>Signatures</Heading>
      <Paragraphs text={`For ${issuer.legalName}: ${sheet.submittedBy}, ${dateText(sheet.date)}`} />
      <Signatures />
    </Sheet>
  );
}
