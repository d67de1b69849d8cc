"use client";
// Reads a table that the carrier filled in: first every row's verdict, then one press for all or for the right ones.
import { type ChangeEvent, useId, useRef, useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction, Saved } from "@/components/forms/action-state";
import { capitalise } from "@/components/forms/capitalise";
import { TextAreaField } from "@/components/forms/fields";
import { useFormContext } from "@/components/forms/form-context";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
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
  const step = useRef<HTMLInputElement>(null);
  const onlyRight = useRef<HTMLInputElement>(null);
  const fileId = useId();

  const run: FormAction = (previous, form) =>
    (form.get("step") === "import" ? store : preview)(previous, form);

  function onSaved(saved: Saved): void {
    const text = saved.shown?.preview;
    if (text !== undefined) setShown(AnswersPreview.parse(JSON.parse(text)));
  }

  /** Which step the press is; the form sends its fields alone. */
  function choose(next: "preview" | "import", right = false): void {
    if (step.current) step.current.value = next;
    if (onlyRight.current) onlyRight.current.value = String(right);
  }

  async function takeFile(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const { files, form } = event.currentTarget;
    const field = form?.elements.namedItem("text");
    const text = await files?.[0]?.text();
    if (text === undefined || !(field instanceof HTMLTextAreaElement)) return;
    field.value = text;
    setShown(null);
  }

  return (
    <ActionForm
      action={run}
      label="Read a returned table"
      version={version}
      hidden={{ carrierId }}
      onSaved={onSaved}
    >
      <input ref={step} type="hidden" name="step" defaultValue="preview" />
      <input ref={onlyRight} type="hidden" name="onlyRight" defaultValue="false" />
      {/* A verdict is of the table that was looked at: any change takes it away. */}
      <div
        className="grid gap-3"
        onInput={() => {
          choose("preview");
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
        <div>
          <label htmlFor={fileId} className="mb-1 block text-[0.8125rem] font-medium">
            Or take it from a file
          </label>
          <Input
            id={fileId}
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            onChange={takeFile}
            className="h-auto py-1 file:mr-3 file:rounded file:border-0 file:bg-sunken file:px-2 file:py-1 file:font-medium file:text-ink"
          />
        </div>
      </div>
      <Press label="Check the table" onPress={() => choose("preview")} primary={shown === null} />
      {shown === null ? null : <Preview preview={shown} onImport={choose} />}
    </ActionForm>
  );
}

function Press(props: { label: string; onPress: () => void; primary: boolean }) {
  const { pending } = useFormContext();
  return (
    <div>
      <Button
        type="submit"
        look={props.primary ? "primary" : "secondary"}
        pending={pending}
        onClick={props.onPress}
      >
        {pending ? "Working…" : props.label}
      </Button>
    </div>
  );
}

function Preview(props: {
  preview: AnswersPreview;
  onImport: (step: "import", right: boolean) => void;
}) {
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
        <Press
          primary
          label={count("wrong") === 0 ? `Keep ${many}` : `Keep the ${many} that are right`}
          onPress={() => props.onImport("import", count("wrong") > 0)}
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
