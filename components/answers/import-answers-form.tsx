"use client";
// Reads a table that the carrier filled in: first every row's verdict, then one press for all or for the right ones.
import { useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction, Saved } from "@/components/forms/action-state";
import { capitalise } from "@/components/forms/capitalise";
import { TextAreaField } from "@/components/forms/fields";
import { StepPress, TextFileField, useListSteps } from "@/components/forms/list-steps";
import { Badge, type Tone } from "@/components/ui/badge";
import { Table } from "@/components/ui/table";
import { type AnswerRow, AnswersPreview } from "@/lib/schemas/carrier-answers";

const VERDICTS: Readonly<Record<AnswerRow["verdict"], { label: string; tone: Tone }>> = {
  new: { label: "New", tone: "good" },
  changed: { label: "Changed", tone: "info" },
  same: { label: "Known", tone: "neutral" },
  empty: { label: "No answer", tone: "neutral" },
  wrong: { label: "Wrong", tone: "bad" },
};

export interface ImportAnswersFormProps {
  carrierId: string;
  /** Of the answers that are known. */
  version: number;
  /** Gives the verdicts and stores nothing. */
  preview: FormAction;
  store: FormAction;
}

export function ImportAnswersForm({ carrierId, version, preview, store }: ImportAnswersFormProps) {
  const [shown, setShown] = useState<AnswersPreview | null>(null);
  const steps = useListSteps(preview, store);

  function onSaved(saved: Saved): void {
    const text = saved.shown?.preview;
    if (text !== undefined) setShown(AnswersPreview.parse(JSON.parse(text)));
  }

  return (
    <ActionForm
      action={steps.run}
      label="Read a returned table"
      version={version}
      hidden={{ carrierId }}
      onSaved={onSaved}
    >
      {steps.fields}
      {/* A verdict is of the table that was looked at: any change takes it away. */}
      <div
        className="grid gap-3"
        onInput={() => {
          steps.choose("preview");
          setShown(null);
        }}
      >
        <TextAreaField
          name="text"
          label="Table"
          required
          rows={10}
          hint="As the carrier sent it back, with the row that names the columns id and answer"
        />
        <TextFileField label="Or take it from a file" onTaken={() => setShown(null)} />
      </div>
      <StepPress
        label="Check the table"
        onPress={() => steps.choose("preview")}
        primary={shown === null}
      />
      {shown === null ? null : (
        <Preview preview={shown} onStore={(right) => steps.choose("store", right)} />
      )}
    </ActionForm>
  );
}

function Preview(props: { preview: AnswersPreview; onStore: (onlyRight: boolean) => void }) {
  const { counts, rows } = props.preview;
  const count = (verdict: AnswerRow["verdict"]) => counts[verdict] ?? 0;
  const right = count("new") + count("changed");
  const many = right === 1 ? "1 answer" : `${right} answers`;
  return (
    <div className="grid gap-3" role="status">
      <p>
        <strong>{`${many} new or changed`}</strong>
        {`, ${count("wrong")} wrong, ${count("same")} known already, ${count("empty")} without an answer. Nothing is stored yet.`}
      </p>
      {right === 0 ? null : (
        <StepPress
          primary
          label={count("wrong") === 0 ? `Keep ${many}` : `Keep the ${many} that are right`}
          onPress={() => props.onStore(count("wrong") > 0)}
        />
      )}
      <AnswerRows rows={rows.filter(({ verdict }) => verdict !== "empty")} />
    </div>
  );
}

function AnswerRows({ rows }: { rows: readonly AnswerRow[] }) {
  return (
    <Table
      caption="Rows of the table"
      rows={rows}
      rowKey={({ line }) => String(line)}
      columns={[
        { header: "Line", align: "end", cell: ({ line }) => line },
        { header: "Question", heading: true, cell: ({ ask, id }) => ask ?? id },
        {
          header: "Verdict",
          cell: ({ verdict }) => (
            <Badge tone={VERDICTS[verdict].tone}>{VERDICTS[verdict].label}</Badge>
          ),
        },
        {
          header: "Answer, or what is wrong",
          cell: ({ typed, message }) => (
            <span className="whitespace-pre-line wrap-anywhere">
              {message === null ? typed : `${typed.slice(0, 200)}: ${capitalise(message)}`}
            </span>
          ),
        },
        {
          header: "Known so far",
          minor: true,
          cell: ({ before }) => <span className="whitespace-pre-line">{before}</span>,
        },
      ]}
    />
  );
}
