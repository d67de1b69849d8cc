"use client";
// One question with its answer: every one may stay empty.
import { useField } from "@/components/forms/fields";
import { classNames } from "@/components/ui/class-names";
import { Input, Select, TextArea } from "@/components/ui/input";
import type { Question } from "@/lib/schemas/carrier-questions";

export interface QuestionFieldProps {
  question: Question;
  answer: string;
  /** What was put aside by another answer keeps its words, and is not shown. */
  isAsked: boolean;
  onChange: (answer: string) => void;
}

export function answerName(id: string): string {
  return `answers.${id}`;
}

export function QuestionField({ question, answer, isAsked, onChange }: QuestionFieldProps) {
  const { id, ask, hint, kind } = question;
  const field = useField(answerName(id), hint);
  const control = { ...field.aria, defaultValue: field.submitted ?? answer };
  return (
    <div
      className={classNames(
        "row-span-3 grid min-w-0 grid-rows-subgrid content-start pb-3",
        kind === "lines" && "sm:col-span-2",
      )}
      hidden={!isAsked && field.fault === undefined}
    >
      <label htmlFor={field.id} className="mb-1 block self-end text-[0.8125rem] font-medium">
        {ask}
      </label>
      {kind === "choice" ? (
        <Select {...control} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">Not answered yet</option>
          {question.choices?.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      ) : kind === "lines" ? (
        <TextArea {...control} onChange={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <Input
          {...control}
          autoComplete="off"
          spellCheck={false}
          inputMode={kind === "number" ? "numeric" : undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
      <div>
        {hint ? (
          <p id={`${field.id}-hint`} className="mt-1 text-[0.8125rem] text-ink-soft">
            {hint}
          </p>
        ) : null}
        {field.fault ? (
          <p
            id={`${field.id}-fault`}
            data-fault={answerName(id)}
            className="mt-1 text-[0.8125rem] font-medium text-bad wrap-anywhere"
          >
            {field.fault}
          </p>
        ) : null}
      </div>
    </div>
  );
}
