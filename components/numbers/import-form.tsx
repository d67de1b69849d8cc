"use client";
// Imports a pasted or chosen list: first every row's verdict, then one press for all or for the right ones.
import { useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction, Saved } from "@/components/forms/action-state";
import { TextAreaField, TextField } from "@/components/forms/fields";
import { StepPress, TextFileField, useListSteps } from "@/components/forms/list-steps";
import { Banner } from "@/components/ui/banner";
import { TextLink } from "@/components/ui/text-link";
import type { ImportedNumbers, ImportPreview } from "@/lib/schemas/number-import";
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
  const steps = useListSteps(preview, store);

  async function onSaved(saved: Saved): Promise<void> {
    // The schemas know every country's numbers: they come with the first answer, not with the page.
    const { ImportedNumbers, ImportPreview } = await import("@/lib/schemas/number-import");
    if (saved.shown?.preview !== undefined) {
      const preview = ImportPreview.parse(JSON.parse(saved.shown.preview));
      setShown({ kind: "preview", preview });
    }
    if (saved.shown?.imported !== undefined) {
      const result = ImportedNumbers.parse(JSON.parse(saved.shown.imported));
      setShown({ kind: "imported", result });
    }
  }

  return (
    <ActionForm action={steps.run} label="Import numbers" onSaved={onSaved}>
      {steps.fields}
      {/* A verdict is of the list that was looked at: any change takes it away. */}
      <div
        className="grid gap-3"
        onInput={() => {
          steps.choose("preview");
          setShown({ kind: "nothing" });
        }}
      >
        <TextAreaField name="text" label="Numbers" required rows={10} hint={HINT} />
        <TextFileField
          label="Or take them from a file"
          onTaken={() => setShown({ kind: "nothing" })}
        />
        <NumberOwnerFields byRows />
        <TextField name="label" label="Label of rows without one" />
      </div>
      <StepPress
        label="Check the list"
        onPress={() => steps.choose("preview")}
        primary={shown.kind !== "preview"}
      />
      {shown.kind === "preview" ? (
        <Preview preview={shown.preview} onStore={(right) => steps.choose("store", right)} />
      ) : null}
      {shown.kind === "imported" ? <Imported result={shown.result} /> : null}
    </ActionForm>
  );
}

function Preview(props: { preview: ImportPreview; onStore: (onlyRight: boolean) => void }) {
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
        <StepPress
          primary
          label={
            faults === 0
              ? `Import ${right === 1 ? "1 number" : `${right} numbers`}`
              : `Import the ${many(right).replace("row", "right row")}`
          }
          onPress={() => props.onStore(faults > 0)}
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
