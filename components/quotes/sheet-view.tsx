// A quote as the customer is shown it: the same lines, sums, terms and exclusions as on the PDF.
import { Amount } from "@/components/money/amount";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { Table } from "@/components/ui/table";
import { formatTimestamp } from "@/components/ui/timestamp";
import { formatPercent } from "@/lib/money/decimal";
import { sumsByKind } from "@/lib/money/quote-totals";
import type { QuoteSheet } from "@/lib/schemas/quote-sheet";
import { LINE_KIND_WORDS } from "./quote-words";

function Sums({ sheet }: { sheet: QuoteSheet }) {
  const { currency, currencyScale: scale, tax } = sheet;
  const kinds = sumsByKind(
    sheet.lines.map((line) => ({ kind: line.kind, totalMinor: BigInt(line.totalMinor) })),
  );
  const rows = [
    ...(kinds.length > 1
      ? kinds.map(({ kind, totalMinor }) => ({
          name: LINE_KIND_WORDS[kind],
          minor: totalMinor,
          soft: true,
        }))
      : []),
    { name: "Subtotal", minor: BigInt(sheet.subtotalMinor), soft: false },
    {
      name: `${tax.name} (${tax.country}) ${formatPercent(tax.basisPoints)} %`,
      minor: BigInt(sheet.taxMinor),
      soft: false,
    },
  ];
  return (
    <dl className="ml-auto mt-3 grid w-full max-w-96 grid-cols-[1fr_auto] gap-x-6 gap-y-1">
      {rows.map((row) => (
        <div key={row.name} className="col-span-2 grid grid-cols-subgrid">
          <dt className={row.soft ? "text-ink-soft" : undefined}>{row.name}</dt>
          <dd className={row.soft ? "text-right text-ink-soft" : "text-right"}>
            <Amount minor={row.minor} scale={scale} currency={currency} />
          </dd>
        </div>
      ))}
      <div className="col-span-2 grid grid-cols-subgrid border-t border-line-strong pt-1 font-semibold">
        <dt>Total</dt>
        <dd className="text-right">
          <Amount minor={BigInt(sheet.totalMinor)} scale={scale} currency={currency} />
        </dd>
      </div>
    </dl>
  );
}

export function SheetView({ sheet }: { sheet: QuoteSheet }) {
  const { currency, currencyScale: scale } = sheet;
  return (
    <>
      <Section
        title={sheet.sentAt === null ? "What the customer will get" : "What the customer got"}
        description={
          sheet.sentAt === null
            ? "As it would be sent now."
            : "As it stood when it was sent; nothing of it changes any more."
        }
      >
        <Facts
          facts={[
            { name: "Customer", value: sheet.customer.name },
            ...(sheet.addressee === null
              ? []
              : [
                  {
                    name: "Addressee",
                    value: [sheet.addressee.name, sheet.addressee.email].filter(Boolean).join(", "),
                  },
                ]),
            { name: "Trunk", value: `${sheet.trunk.name} with ${sheet.trunk.carrierName}` },
            {
              name: "Issued by",
              value: (
                <span className="whitespace-pre-line">
                  {[sheet.issuer.legalName, sheet.issuer.legalAddress].filter(Boolean).join("\n")}
                </span>
              ),
            },
            { name: "Valid until", value: formatTimestamp(sheet.validUntil) },
            {
              name: "Agreed limits",
              value: `${sheet.agreedChannels} channels, ${sheet.agreedCallsPerSec} calls per second`,
            },
          ]}
        />
        <div className="mt-4">
          <Table
            caption="Lines"
            rows={sheet.lines}
            rowKey={(line) => String(line.position)}
            columns={[
              { header: "Description", heading: true, cell: (line) => line.description },
              { header: "Charged", cell: (line) => LINE_KIND_WORDS[line.kind] },
              { header: "Quantity", align: "end", cell: (line) => line.quantity },
              { header: `Unit price (${currency})`, align: "end", cell: (line) => line.unitPrice },
              {
                header: "Discount",
                align: "end",
                cell: (line) =>
                  line.discountBasisPoints === 0
                    ? ""
                    : `${formatPercent(line.discountBasisPoints)} %`,
              },
              {
                header: `Total (${currency})`,
                align: "end",
                cell: (line) => <Amount minor={BigInt(line.totalMinor)} scale={scale} />,
              },
            ]}
          />
        </div>
        <Sums sheet={sheet} />
      </Section>
      <Section title="Terms and exclusions">
        {sheet.terms === "" ? null : (
          <p className="mb-3 max-w-3xl whitespace-pre-line wrap-anywhere">{sheet.terms}</p>
        )}
        <p className="font-medium">Not included</p>
        <ul className="max-w-3xl list-disc pl-5">
          {sheet.excluded.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Section>
    </>
  );
}
