"use client";
// One line of the editor: its controls side by side where there is room, its total, and the press that removes it.
import { Trash2 } from "lucide-react";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Input, Select } from "@/components/ui/input";
import { formatMinor } from "@/lib/money/amount";
import type { DraftLine, LineField } from "./draft-line";
import { LINE_KIND_WORDS } from "./quote-words";

export interface QuoteLineFieldsProps {
  /** From 0. */
  index: number;
  line: DraftLine;
  /** Null while the line cannot be read. */
  totalMinor: bigint | null;
  scale: number;
  faultOf: (field: LineField) => string | undefined;
  onChange: (field: LineField, value: string) => void;
  /** Null for the only line. */
  onRemove: (() => void) | null;
}

/** On wide screens the first row's labels are the table's head; the others' are only heard. */
const LABEL = "mb-1 block text-[0.8125rem] font-medium";

export function QuoteLineFields(props: QuoteLineFieldsProps) {
  const { index, line, totalMinor, scale, faultOf, onChange, onRemove } = props;
  const id = useId();
  const number = index + 1;
  const label = (field: LineField, text: string) => (
    <label htmlFor={`${id}-${field}`} className={classNames(LABEL, index > 0 && "sm:sr-only")}>
      {text}
      <span className="sr-only">{` of line ${number}`}</span>
    </label>
  );
  const control = (field: LineField) => ({
    id: `${id}-${field}`,
    name: `lines.${index}.${field}`,
    value: line[field],
    "aria-required": field !== "discountPercent" || undefined,
    "aria-invalid": faultOf(field) ? true : undefined,
    "aria-describedby": faultOf(field) ? `${id}-${field}-fault` : undefined,
  });
  const fault = (field: LineField) => {
    const words = faultOf(field);
    return words === undefined ? null : (
      <p
        id={`${id}-${field}-fault`}
        data-fault={`lines.${index}.${field}`}
        className="mt-1 text-[0.8125rem] font-medium text-bad wrap-anywhere"
      >
        {words}
      </p>
    );
  };
  const figures = (field: LineField, text: string) => (
    <div className="min-w-0">
      {label(field, text)}
      <Input
        {...control(field)}
        inputMode="decimal"
        autoComplete="off"
        className="text-right tabular-nums"
        onChange={(event) => onChange(field, event.currentTarget.value)}
      />
      {fault(field)}
    </div>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid in every browser
    <div
      role="group"
      aria-label={`Line ${number}`}
      className="grid grid-cols-2 items-start gap-2 border-b border-line pb-3 sm:grid-cols-[7.5rem_minmax(0,1fr)_5rem_6.5rem_4.5rem_6.5rem_2.25rem] sm:border-b-0 sm:pb-0"
    >
      <div className="min-w-0">
        {label("kind", "Charged")}
        <Select
          {...control("kind")}
          onChange={(event) => onChange("kind", event.currentTarget.value)}
        >
          {Object.entries(LINE_KIND_WORDS).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
        {fault("kind")}
      </div>
      <div className="min-w-0 max-sm:order-first max-sm:col-span-2">
        {label("description", "Description")}
        <Input
          {...control("description")}
          maxLength={200}
          autoComplete="off"
          data-line-description={number}
          onChange={(event) => onChange("description", event.currentTarget.value)}
        />
        {fault("description")}
      </div>
      {figures("quantity", "Quantity")}
      {figures("unitPrice", "Unit price")}
      {figures("discountPercent", "Disc. %")}
      <div className="min-w-0 text-right">
        <span aria-hidden className={classNames(LABEL, index > 0 && "sm:hidden")}>
          Line total
        </span>
        <output
          aria-label={`Total of line ${number}`}
          className="flex h-9 items-center justify-end whitespace-nowrap tabular-nums"
        >
          {totalMinor === null ? "–" : formatMinor(totalMinor, scale)}
        </output>
      </div>
      <div className="text-right max-sm:col-span-2">
        <span
          aria-hidden
          className={classNames(LABEL, "invisible max-sm:hidden", index > 0 && "sm:hidden")}
        >
          .
        </span>
        {onRemove === null ? null : (
          <Button look="quiet" size="icon" aria-label={`Remove line ${number}`} onClick={onRemove}>
            <Trash2 aria-hidden />
          </Button>
        )}
      </div>
    </div>
  );
}
