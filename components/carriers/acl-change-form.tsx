"use client";
// Many ACL entries at once: first what the list would do and whom it would reach, then one press that saves just that.
import { type ChangeEvent, useId, useRef, useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction, Saved } from "@/components/forms/action-state";
import { CheckboxField, FieldRow, TextAreaField, TextField } from "@/components/forms/fields";
import { useFormContext } from "@/components/forms/form-context";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { AclChangePreview, SavedAclChange } from "@/lib/schemas/acl-change";
import { AclChangeView } from "./acl-change-view";

type Shown =
  | { readonly kind: "nothing" }
  | { readonly kind: "preview"; readonly preview: AclChangePreview }
  | { readonly kind: "saved"; readonly result: SavedAclChange };

const NOTHING: Shown = { kind: "nothing" };
const HINT =
  "One address, block or range a line, IPv4 or IPv6; what follows a # is kept as comment. Or CSV with a header of the columns address, label, site, requested by, comment, valid from, valid until.";

export interface AclChangeFormProps {
  carrierId: string;
  /** The entries in force, as lines of a list. */
  current: readonly string[];
  /** A former state to be put back, as a list of the whole ACL. */
  former: string | null;
  /** Says what the list would do and stores nothing. */
  preview: FormAction;
  store: FormAction;
}

export function AclChangeForm({ carrierId, current, former, preview, store }: AclChangeFormProps) {
  const [shown, setShown] = useState<Shown>(NOTHING);
  const step = useRef<HTMLInputElement>(null);
  const onlyRight = useRef<HTMLInputElement>(null);
  const fileId = useId();

  const run: FormAction = (previous, form) =>
    (form.get("step") === "save" ? store : preview)(previous, form);

  function onSaved(saved: Saved): void {
    if (saved.shown?.preview !== undefined) {
      const read = AclChangePreview.parse(JSON.parse(saved.shown.preview));
      setShown({ kind: "preview", preview: read });
    }
    if (saved.shown?.saved !== undefined) {
      setShown({ kind: "saved", result: SavedAclChange.parse(JSON.parse(saved.shown.saved)) });
    }
  }

  /** Which step the press is; the form sends its fields alone. */
  function choose(next: "preview" | "save", right = false): void {
    if (step.current) step.current.value = next;
    if (onlyRight.current) onlyRight.current.value = String(right);
  }

  function fill(form: HTMLFormElement | null, text: string): void {
    const field = form?.elements.namedItem("text");
    if (!(field instanceof HTMLTextAreaElement)) return;
    field.value = text;
    setShown(NOTHING);
  }

  async function takeFile(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const { files, form } = event.currentTarget;
    const text = await files?.[0]?.text();
    if (text !== undefined) fill(form, text);
  }

  const fingerprint = shown.kind === "preview" ? shown.preview.fingerprint : "";
  return (
    <ActionForm action={run} label="Change many ACL entries" onSaved={onSaved}>
      <input type="hidden" name="carrierId" value={carrierId} />
      <input ref={step} type="hidden" name="step" defaultValue="preview" />
      <input ref={onlyRight} type="hidden" name="onlyRight" defaultValue="false" />
      {fingerprint === "" ? null : <input type="hidden" name="fingerprint" value={fingerprint} />}
      <div
        className="grid gap-3"
        onInput={() => {
          choose("preview");
          setShown(NOTHING);
        }}
      >
        <TextAreaField
          name="text"
          label="Addresses"
          rows={8}
          hint={HINT}
          defaultValue={former ?? ""}
        />
        <div className="flex flex-wrap items-end gap-3">
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
          {current.length === 0 ? null : (
            <Button
              type="button"
              onClick={(event) => fill(event.currentTarget.form, `${current.join("\n")}\n`)}
            >
              Start from the present list
            </Button>
          )}
        </div>
        <FieldRow>
          <TextField
            name="requestedBy"
            label="Requested by"
            hint="Who at the carrier gave these addresses"
          />
          <TextField name="site" label="Site of rows without one" />
        </FieldRow>
        <CheckboxField
          name="replaceAll"
          label="This list is the whole ACL"
          defaultChecked={former !== null}
          hint="Entries that it does not name are removed"
        />
        <CheckboxField
          name="joinNeighbours"
          label="Join neighbouring blocks"
          hint="Up to a /29 or /125, where they say the same"
        />
      </div>
      <Press
        label="Check the list"
        onPress={() => choose("preview")}
        primary={shown.kind !== "preview"}
      />
      {shown.kind === "preview" ? (
        <AclChangeView
          preview={shown.preview}
          press={(label, right) => (
            <Press primary label={label} onPress={() => choose("save", right)} />
          )}
        />
      ) : null}
      {shown.kind === "saved" ? <SavedNote result={shown.result} /> : null}
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

function SavedNote({ result: { added, removed, leftOut } }: { result: SavedAclChange }) {
  return (
    <Banner tone="info" role="status" title={`${added} added, ${removed} removed`}>
      {leftOut === 0 ? null : <p>{`${leftOut} rows were left out.`}</p>}
    </Banner>
  );
}
