// What every PDF is put together from: pages with head and foot, headings, facts, lists.
import { Document, Page, StyleSheet, Text, View } from "@react-pdf/renderer";
import type { ReactNode } from "react";
import { FAMILY } from "./fonts";
import { plainText } from "./page-text";

export const INK = "#16202e";
export const SOFT = "#55606f";
export const LINE = "#c9d0d9";

const style = StyleSheet.create({
  page: {
    fontFamily: FAMILY,
    fontSize: 9.5,
    color: INK,
    paddingTop: 48,
    paddingBottom: 62,
    paddingHorizontal: 50,
  },
  // Not on the page: text that is drawn only once the pages are counted would inherit it, and vanish.
  body: { fontSize: 9.5, lineHeight: 1.4 },
  head: { flexDirection: "row", justifyContent: "space-between", marginBottom: 22 },
  issuer: { width: "48%" },
  issuerName: { fontSize: 12, fontWeight: 600, lineHeight: 1.3, marginBottom: 2 },
  soft: { color: SOFT },
  title: { width: "48%", textAlign: "right" },
  titleText: { fontSize: 17, fontWeight: 600, lineHeight: 1.25 },
  heading: { fontSize: 11, fontWeight: 600, marginTop: 16, marginBottom: 5 },
  facts: { flexDirection: "row", flexWrap: "wrap" },
  fact: { width: "50%", paddingRight: 14, marginBottom: 6 },
  factName: { fontSize: 8, color: SOFT },
  paragraph: { marginBottom: 5 },
  item: { flexDirection: "row", marginBottom: 2 },
  bullet: { width: 12, color: SOFT },
  grow: { flex: 1 },
  foot: {
    position: "absolute",
    left: 50,
    right: 50,
    bottom: 24,
    height: 26,
    flexDirection: "row",
    justifyContent: "space-between",
    borderTopWidth: 0.5,
    borderTopColor: LINE,
    paddingTop: 6,
    fontSize: 8,
    color: SOFT,
  },
  footText: { width: 380 },
  footNumber: {
    position: "absolute",
    right: 50,
    bottom: 34,
    width: 100,
    textAlign: "right",
    fontSize: 8,
    color: SOFT,
  },
});

export interface SheetProps {
  readonly issuer: { readonly legalName: string; readonly legalAddress: string };
  readonly title: string;
  /** Under the title: number, revision, date. */
  readonly subtitle: readonly string[];
  /** In the foot of every page. */
  readonly foot: string;
  readonly children: ReactNode;
}

/** A document of A4 pages, each with its number and how many there are. */
export function Sheet({ issuer, title, subtitle, foot, children }: SheetProps) {
  return (
    <Document title={plainText(foot)} author={plainText(issuer.legalName)} language="en">
      <Page size="A4" style={style.page}>
        <View style={style.foot} fixed>
          <Text style={style.footText}>{plainText(foot)}</Text>
        </View>
        <Text
          style={style.footNumber}
          render={({ pageNumber, totalPages }) => `Page ${pageNumber} of ${totalPages}`}
          fixed
        />
        <View style={style.body}>
          <View style={style.head}>
            <View style={style.issuer}>
              <Text style={style.issuerName}>{plainText(issuer.legalName)}</Text>
              <Text style={style.soft}>{plainText(issuer.legalAddress)}</Text>
            </View>
            <View style={style.title}>
              <Text style={style.titleText}>{plainText(title)}</Text>
              {subtitle.map((line) => (
                <Text key={line} style={style.soft}>
                  {plainText(line)}
                </Text>
              ))}
            </View>
          </View>
          {children}
        </View>
      </Page>
    </Document>
  );
}

/** Never the last line of a page. */
export function Heading({ children }: { children: string }) {
  return (
    <Text style={style.heading} minPresenceAhead={60}>
      {plainText(children)}
    </Text>
  );
}

/** Each paragraph is laid out against all others: of more lines than this, several make one. */
const MOST_PARAGRAPHS = 200;

/** One paragraph for each line of the text, as long as it is no list of hundreds. */
export function Paragraphs({ text }: { text: string }) {
  const all = plainText(text)
    .split("\n")
    .filter((line) => line.trim() !== "");
  const together = Math.ceil(all.length / MOST_PARAGRAPHS);
  return Array.from({ length: Math.ceil(all.length / (together || 1)) }, (_, at) =>
    all.slice(at * together, (at + 1) * together).join("\n"),
  ).map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same line may stand twice, and none ever moves
    <Text key={index} style={style.paragraph}>
      {line}
    </Text>
  ));
}

export function Bullets({ items }: { items: readonly string[] }) {
  return items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same item may stand twice, and none ever moves
    <View key={index} style={style.item}>
      <Text style={style.bullet}>•</Text>
      <Text style={style.grow}>{plainText(item)}</Text>
    </View>
  ));
}

export interface PdfFact {
  readonly name: string;
  readonly value: string;
}

/** Name and value, two beside each other. */
export function PdfFacts({ facts }: { facts: readonly PdfFact[] }) {
  return (
    <View style={style.facts}>
      {facts.map((fact) => (
        <View key={fact.name} style={style.fact} wrap={false}>
          <Text style={style.factName}>{fact.name}</Text>
          <Text>{plainText(fact.value)}</Text>
        </View>
      ))}
    </View>
  );
}
