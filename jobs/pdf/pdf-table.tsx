// A table that goes on over pages: its head is repeated, and a row stays together where it fits on one.
import { StyleSheet, Text, View } from "@react-pdf/renderer";
import { LINE, SOFT } from "./page-kit";
import { plainText } from "./page-text";

const style = StyleSheet.create({
  head: {
    flexDirection: "row",
    borderBottomWidth: 1,
    borderBottomColor: SOFT,
    paddingTop: 4,
    paddingBottom: 3,
    fontSize: 8,
    lineHeight: 1.4,
    color: SOFT,
  },
  row: {
    flexDirection: "row",
    borderBottomWidth: 0.5,
    borderBottomColor: LINE,
    paddingVertical: 4,
  },
  start: { paddingRight: 8 },
  end: { paddingLeft: 4, paddingRight: 4, textAlign: "right" },
});

export interface PdfColumn<Row> {
  readonly header: string;
  /** Share of the width. */
  readonly share: number;
  readonly cell: (row: Row) => string;
  /** `end` for figures. */
  readonly align?: "start" | "end";
}

/** More than this may not fit on a page, so that it is allowed to break. */
const LONGEST_UNBROKEN_CELL = 600;

export function PdfTable<Row>({
  columns,
  rows,
}: {
  columns: readonly PdfColumn<Row>[];
  rows: readonly Row[];
}) {
  const shares = columns.reduce((sum, column) => sum + column.share, 0);
  const widths = columns.map((column) => ({
    ...(column.align === "end" ? style.end : style.start),
    width: `${(column.share / shares) * 100}%`,
  }));
  return (
    <View>
      <View style={style.head} fixed>
        {columns.map((column, index) => (
          <Text key={column.header} style={widths[index] ?? {}}>
            {column.header}
          </Text>
        ))}
      </View>
      {rows.map((row, index) => {
        const cells = columns.map((column) => plainText(column.cell(row)));
        const isShort = cells.every((cell) => cell.length <= LONGEST_UNBROKEN_CELL);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are drawn once and never move
          <View key={index} style={style.row} wrap={!isShort}>
            {cells.map((cell, at) => (
              <Text key={columns[at]?.header} style={widths[at] ?? {}}>
                {cell}
              </Text>
            ))}
          </View>
        );
      })}
    </View>
  );
}
