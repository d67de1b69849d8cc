"use client";
// The lines of a draft and what they come to while they are typed, by the arithmetic that the server uses.
import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useFormContext } from "@/components/forms/form-context";
import { Button } from "@/components/ui/button";
import { formatAmount } from "@/lib/money/amount";
import { formatPercent } from "@/lib/money/decimal";
import {
  type DraftLine,
  draftTotals,
  EMPTY_LINE,
  type LineField,
  linesOfValues,
  pricedLine,
} from "./draft-line";
import { QuoteLineFields } from "./quote-line-fields";

export interface QuoteLineEditorProps {
  lines: readonly DraftLine[];
  currency: string;
  scale: number;
  tax: { readonly name: string; readonly basisPoints: number } | null;
  /** Null where whoever types may go over it. */
  discountLimitBasisPoints: number | null;
}

interface KeyedLine {
  readonly key: number;
  readonly line: DraftLine;
}

export function QuoteLineEditor(props: QuoteLineEditorProps) {
  const { currency, scale, tax, discountLimitBasisPoints } = props;
  const { faults, values } = useFormContext();
  const [rows, setRows] = useState<readonly KeyedLine[]>(() =>
    (linesOfValues(values) ?? props.lines).map((line, key) => ({ key, line })),
  );
  const nextKey = useRef(rows.length);
  const [focusKey, setFocusKey] = useState<number | null>(null);
  // Faults name lines by the place they had when they were submitted; lines move and go meanwhile.
  const keys = rows.map((row) => row.key);
  const [judged, setJudged] = useState({ values, keys });
  if (judged.values !== values) setJudged({ values, keys });

  const lines = rows.map((row) => row.line);
  const totals = draftTotals(lines, scale, tax?.basisPoints ?? 0);

  function faultOf(row: KeyedLine, field: LineField): string | undefined {
    const discount = pricedLine(row.line)?.discountBasisPoints ?? 0;
    if (
      field === "discountPercent" &&
      discountLimitBasisPoints !== null &&
      discount > discountLimitBasisPoints
    ) {
      return `Over ${formatPercent(discountLimitBasisPoints)} %: an admin's`;
    }
    const place = judged.keys.indexOf(row.key);
    return place < 0 ? undefined : faults.get(`lines.${place}.${field}`);
  }

  function change(key: number, field: LineField, value: string): void {
    setRows((now) =>
      now.map((row) => (row.key === key ? { key, line: { ...row.line, [field]: value } } : row)),
    );
  }

  function add(): void {
    const key = nextKey.current;
    nextKey.current += 1;
    setRows((now) => [...now, { key, line: EMPTY_LINE }]);
    setFocusKey(key);
  }

  function remove(key: number): void {
    const at = keys.indexOf(key);
    const neighbour = keys[at + 1] ?? keys[at - 1];
    setRows((now) => now.filter((row) => row.key !== key));
    setFocusKey(neighbour ?? null);
  }

  const linesFault = faults.get("lines");
  return (
    <div className="grid gap-2">
      {rows.map((row, index) => (
        <div
          key={row.key}
          ref={(node) => {
            // A line that was just added, or the neighbour of one that went, has the focus.
            if (node === null || row.key !== focusKey) return;
            node.querySelector<HTMLInputElement>("[data-line-description]")?.focus();
            setFocusKey(null);
          }}
        >
          <QuoteLineFields
            index={index}
            line={row.line}
            totalMinor={totals.lineTotals[index] ?? null}
            scale={scale}
            faultOf={(field) => faultOf(row, field)}
            onChange={(field, value) => change(row.key, field, value)}
            onRemove={rows.length > 1 ? () => remove(row.key) : null}
          />
        </div>
      ))}
      {linesFault === undefined ? null : (
        <p data-fault="lines" className="text-[0.8125rem] font-medium text-bad">
          {linesFault}
        </p>
      )}
      <div className="flex flex-wrap items-start justify-between gap-3">
        <Button size="sm" onClick={add}>
          <Plus aria-hidden />
          Add line
        </Button>
        <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-0.5 sm:pr-11" aria-live="off">
          <dt className="text-ink-soft">Subtotal</dt>
          <dd className="text-right tabular-nums">
            {formatAmount(totals.subtotalMinor, scale, currency)}
          </dd>
          <dt className="text-ink-soft">
            {tax === null ? "Tax" : `${tax.name} ${formatPercent(tax.basisPoints)} %`}
          </dt>
          <dd className="text-right tabular-nums">
            {tax === null ? "no rate" : formatAmount(totals.taxMinor, scale, currency)}
          </dd>
          <dt className="font-medium">Total</dt>
          <dd className="text-right font-medium tabular-nums">
            {formatAmount(totals.totalMinor, scale, currency)}
          </dd>
          {totals.isWhole ? null : (
            <dd className="col-span-2 text-right text-[0.8125rem] text-ink-soft">
              without the lines that cannot be read yet
            </dd>
          )}
        </dl>
      </div>
    </div>
  );
}
