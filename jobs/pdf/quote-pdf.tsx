// A quote as PDF: what is charged, what that comes to, what was agreed, and what is not in it.
import { StyleSheet, Text, View } from "@react-pdf/renderer";
import { formatAmount, formatMinor } from "@/lib/money/amount";
import { formatPercent } from "@/lib/money/decimal";
import { sumsByKind } from "@/lib/money/quote-totals";
import type { QuoteSheet } from "@/lib/schemas/quote-sheet";
import { Bullets, Heading, INK, Paragraphs, PdfFacts, Sheet, SOFT } from "./page-kit";
import { dateText, momentText } from "./page-text";
import { type PdfColumn, PdfTable } from "./pdf-table";

type Line = QuoteSheet["lines"][number];

const KIND_WORDS: Readonly<Record<Line["kind"], string>> = {
  one_off: "One-off",
  monthly: "Monthly",
  usage: "Usage",
};

const style = StyleSheet.create({
  sums: { marginTop: 8, alignSelf: "flex-end", width: "58%" },
  sum: {
    flexDirection: "row",
    justifyContent: "space-between",
    paddingVertical: 2,
    paddingRight: 4,
  },
  soft: { color: SOFT },
  total: {
    flexDirection: "row",
    justifyContent: "space-between",
    paddingRight: 4,
    marginTop: 3,
    paddingTop: 5,
    borderTopWidth: 1,
    borderTopColor: INK,
    fontSize: 11.5,
    fontWeight: 600,
  },
  name: { flex: 1, paddingRight: 8 },
});

function columnsOf(sheet: QuoteSheet): readonly PdfColumn<Line>[] {
  return [
    { header: "#", share: 5, cell: (line) => String(line.position) },
    { header: "Description", share: 35, cell: (line) => line.description },
    { header: "Charged", share: 10, cell: (line) => KIND_WORDS[line.kind] },
    { header: "Quantity", share: 12, align: "end", cell: (line) => line.quantity },
    {
      header: `Unit price`,
      share: 14,
      align: "end",
      cell: (line) => line.unitPrice,
    },
    {
      header: "Discount",
      share: 10,
      align: "end",
      cell: (line) =>
        line.discountBasisPoints === 0 ? "" : `${formatPercent(line.discountBasisPoints)} %`,
    },
    {
      header: `Amount, ${sheet.currency}`,
      share: 17,
      align: "end",
      cell: (line) => formatMinor(BigInt(line.totalMinor), sheet.currencyScale),
    },
  ];
}

function Sum({ name, amount, soft }: { name: string; amount: string; soft?: boolean }) {
  return (
    <View style={soft ? { ...style.sum, ...style.soft } : style.sum}>
      <Text style={style.name}>{name}</Text>
      <Text>{amount}</Text>
    </View>
  );
}

function Sums({ sheet }: { sheet: QuoteSheet }) {
  const amount = (minor: bigint) => formatAmount(minor, sheet.currencyScale, sheet.currency);
  const { tax } = sheet;
  const lines = sheet.lines.map(({ kind, totalMinor }) => ({
    kind,
    totalMinor: BigInt(totalMinor),
  }));
  return (
    <View style={style.sums} wrap={false}>
      {sumsByKind(lines).map(({ kind, totalMinor }) => (
        <Sum key={kind} name={`${KIND_WORDS[kind]} charges`} amount={amount(totalMinor)} soft />
      ))}
      <Sum name="Subtotal before tax" amount={amount(BigInt(sheet.subtotalMinor))} />
      <Sum
        name={`${tax.name || "Tax"} (${tax.country}), ${formatPercent(tax.basisPoints)} %`}
        amount={amount(BigInt(sheet.taxMinor))}
      />
      <View style={style.total}>
        <Text style={style.name}>Total</Text>
        <Text>{amount(BigInt(sheet.totalMinor))}</Text>
      </View>
    </View>
  );
}

export function QuotePdf({ sheet }: { sheet: QuoteSheet }) {
  const name = sheet.number ?? "Draft quote";
  const addressee = sheet.addressee;
  return (
    <Sheet
      issuer={sheet.issuer}
      title={sheet.number === null ? name : `Quote ${name}`}
      subtitle={[
        `Revision ${sheet.revision}`,
        ...(sheet.sentAt === null ? [] : [dateText(sheet.sentAt)]),
      ]}
      foot={`${sheet.number === null ? name : `Quote ${name}`}, revision ${sheet.revision}`}
    >
      <PdfFacts
        facts={[
          { name: "For", value: sheet.customer.name },
          { name: "Trunk", value: `${sheet.trunk.name}, on carrier ${sheet.trunk.carrierName}` },
          ...(addressee === null
            ? []
            : [
                {
                  name: "Attention",
                  value: [addressee.name, addressee.email].filter(Boolean).join(", "),
                },
              ]),
          { name: "Valid until", value: momentText(sheet.validUntil) },
          ...(sheet.customer.accountReference === null
            ? []
            : [{ name: "Account", value: sheet.customer.accountReference }]),
        ]}
      />
      <Heading>What is charged</Heading>
      <PdfTable columns={columnsOf(sheet)} rows={sheet.lines} />
      <Sums sheet={sheet} />
      <Heading>Agreed limits</Heading>
      <PdfFacts
        facts={[
          { name: "Calls at the same time", value: String(sheet.agreedChannels) },
          { name: "New calls per second", value: String(sheet.agreedCallsPerSec) },
        ]}
      />
      <Heading>What is not included</Heading>
      <Bullets items={sheet.excluded} />
      {sheet.terms.trim() === "" ? null : (
        <>
          <Heading>Terms</Heading>
          <Paragraphs text={sheet.terms} />
        </>
      )}
    </Sheet>
  );
}
