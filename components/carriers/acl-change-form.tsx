"use client";
// Many ACL entries at once: first what the list would do and whom it would reach, then one press that saves just that.
import { useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction, Saved } from "@/components/forms/action-state";
import { CheckboxField, FieldRow, TextAreaField, TextField } from "@/components/forms/fields";
import { fillText, StepPress, TextFileField, useListSteps } from "@/components/forms/list-steps";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { AclChangePreview, SavedAclChange } from "@/lib/schemas/acl-change";
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
  const steps = useListSteps(preview, store);

  async function onSaved(saved: Saved): Promise<void> {
    // The schemas come with the first answer, not with the page.
    const { AclChangePreview, SavedAclChange } = await import("@/lib/schemas/acl-change");
    if (saved.shown?.preview !== undefined) {
      const read = AclChangePreview.parse(JSON.parse(saved.shown.preview));
      setShown({ kind: "preview", preview: read });
    }
    if (saved.shown?.saved !== undefined) {
      setShown({ kind: "saved", result: SavedAclChange.parse(JSON.parse(saved.shown.saved)) });
    }
  }

  function fill(form: HTMLFormElement | null, text: string): void {
    if (fillText(form, text)) setShown(NOTHING);
  }

  const fingerprint = shown.kind === "preview" ? shown.preview.fingerprint : "";
  return (
    <ActionForm action={steps.run} label="Change many ACL entries" onSaved={onSaved}>
      <input type="hidden" name="carrierId" value={carrierId} />
      {steps.fields}
      {fingerprint === "" ? null : <input type="hidden" name="fingerprint" value={fingerprint} />}
      <div
        className="grid gap-3"
        onInput={() => {
          steps.choose("preview");
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
          <TextFileField label="Or take them from a file" onTaken={() => setShown(NOTHING)} />
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
      <StepPress
        label="Check the list"
        onPress={() => steps.choose("preview")}
        primary={shown.kind !== "preview"}
      />
      {shown.kind === "preview" ? (
        <AclChangeView
          preview={shown.preview}
          press={(label, right) => (
            <StepPress primary label={label} onPress={() => steps.choose("store", right)} />
          )}
        />
      ) : null}
      {shown.kind === "saved" ? <SavedNote result={shown.result} /> : null}
    </ActionForm>
  );
}

function SavedNote({ result: { added, removed, leftOut } }: { result: SavedAclChange }) {
  return (
    <Banner tone="info" role="status" title={`${added} added, ${removed} removed`}>
      {leftOut === 0 ? null : <p>{`${leftOut} rows were left out.`}</p>}
    </Banner>
  );
}
