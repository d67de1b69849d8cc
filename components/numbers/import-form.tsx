"use client";
// Imports a pasted or chosen list: first every row's verdict, then one press for all or for the right ones.
import { type ChangeEvent, useId, useRef, useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction, Saved } from "@/components/forms/action-state";
import { TextAreaField, TextField } from "@/components/forms/fields";
import { useFormContext } from "@/components/forms/form-context";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { TextLink } from "@/components/ui/text-link";
import { ImportedNumbers, ImportPreview } from "@/lib/schemas/number-import";
import { ImportPreviewTable } from "./import-preview-table";
import { NumberOwnerFields } from "./number-owner-fields";

type Shown =
  | { readonly kind: "nothing" }
  | { readonly kind: "preview"; readonly preview: ImportPreview }
  | { readonly kind: "imported"; readonly result: ImportedNumbers };

const HINT =
  "One number a line, or CSV with a header of the columns e164, kind, label, trunk, customer (trunk and customer by name or id).";

export interface ImportFormProps {
  /** Gives the verdicts and stores nothing. */
  preview: FormAction;
  store: FormAction;
}

export function ImportForm({ preview, store }: ImportFormProps) {
  const [shown, setShown] = useState<Shown>({ kind: "nothing" });
  const step = useRef<HTMLInputElement>(null);
  const onlyRight = useRef<HTMLInputElement>(null);
  const fileId = useId();

  const run: FormAction = (previous, form) =>
    (form.get("step") === "import" ? store : preview)(previous, form);

  function onSaved(saved: Saved): void {
    if (saved.shown?.preview !== undefined) {
      const preview = ImportPreview.parse(JSON.parse(saved.shown.preview));
      setShown({ kind: "preview", preview });
    }
    if (saved.shown?.imported !== undefined) {
      const result = ImportedNumbers.parse(JSON.parse(saved.shown.imported));
      setShown({ kind: "imported", result });
    }
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
    setShown({ kind: "nothing" });
  }

  return (
    <ActionForm action={run} label="Import numbers" onSaved={onSaved}>
      <input ref={step} type="hidden" name="step" defaultValue="preview" />
      <input ref={onlyRight} type="hidden" name="onlyRight" defaultValue="false" />
      {/* A verdict is of the list that was looked at: any change takes it away. */}
      <div
        className="grid gap-3"
        onInput={() => {
          choose("preview");
          setShown({ kind: "nothing" });
        }}
      >
        <TextAreaField name="text" label="Numbers" required rows={10} hint={HINT} />
        <div>
          <label htmlFor={fileId} className="mb-1 block text-[0.8125rem] font-medium">
            Or take them from a file
          </label>
          <Input
            id={fileId}
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            onChange={takeFile}
            className="h-auto py-1 file:mr-3 file:rounded file:border-0 file:bg-sunken file:px-2 file:py-1 file:font-medium file:text-ink"
          />
        </div>
        <NumberOwnerFields byRows />
        <TextField name="label" label="Label of rows without one" />
      </div>
      <Press
        label="Check the list"
        onPress={() => choose("preview")}
        primary={shown.kind !== "preview"}
      />
      {shown.kind === "preview" ? <Preview preview={shown.preview} onImport={choose} /> : null}
      {shown.kind === "imported" ? <Imported result={shown.result} /> : null}
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
  preview: ImportPreview;
  onImport: (step: "import", right: boolean) => void;
}) {
  const { counts, rows } = props.preview;
  const right = counts.new + counts.returning;
  const faults = counts.duplicate + counts.stored + counts.wrong;
  const more = right + faults - rows.length;
  const many = (count: number) => (count === 1 ? "1 row" : `${count} rows`);
  return (
    <div className="grid gap-3" role="status">
      <p>
        <strong>{`${many(right)} right`}</strong>
        {`, ${counts.wrong} wrong, ${counts.stored} already there, ${counts.duplicate} twice in the list. Nothing is stored yet.`}
      </p>
      {right === 0 ? null : (
        <Press
          primary
          label={
            faults === 0
              ? `Import ${right === 1 ? "1 number" : `${right} numbers`}`
              : `Import the ${many(right).replace("row", "right row")}`
          }
          onPress={() => props.onImport("import", faults > 0)}
        />
      )}
      <ImportPreviewTable rows={rows} />
      {more > 0 ? <p className="text-ink-soft">{`and ${many(more)} more`}</p> : null}
    </div>
  );
}

function Imported({ result }: { result: ImportedNumbers }) {
  const { added, returned, leftOut } = result;
  return (
    <Banner tone="info" role="status" title={`${added + returned} numbers imported`}>
      <p>
        {returned === 0 ? "" : `${returned} of them were removed before and are in use again. `}
        {leftOut === 0 ? "" : `${leftOut} rows were left out. `}
        <TextLink href="/numbers">See all numbers</TextLink>
      </p>
    </Banner>
  );
}
