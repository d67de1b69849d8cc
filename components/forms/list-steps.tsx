"use client";
// A list that is looked at before it is stored: which step a press is, the file it may come from, and the presses.
import { type ChangeEvent, type ReactNode, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { FormAction } from "./action-state";
import { useFormContext } from "./form-context";

export interface ListSteps {
  /** The form's action: the step that was chosen last. */
  readonly run: FormAction;
  /** Says which step the next press is; `onlyRight` stores although some rows are wrong. */
  choose(next: "preview" | "store", onlyRight?: boolean): void;
  /** Hidden fields `step` and `onlyRight`: the form sends its fields alone. */
  readonly fields: ReactNode;
}

/** `preview` gives the verdicts and stores nothing. */
export function useListSteps(preview: FormAction, store: FormAction): ListSteps {
  const step = useRef<HTMLInputElement>(null);
  const right = useRef<HTMLInputElement>(null);
  return {
    run: (previous, form) => (form.get("step") === "store" ? store : preview)(previous, form),
    choose(next, onlyRight = false) {
      if (step.current) step.current.value = next;
      if (right.current) right.current.value = String(onlyRight);
    },
    fields: (
      <>
        <input ref={step} type="hidden" name="step" defaultValue="preview" />
        <input ref={right} type="hidden" name="onlyRight" defaultValue="false" />
      </>
    ),
  };
}

/** Puts a text into the form's field `text`; false where there is none. */
export function fillText(form: HTMLFormElement | null, text: string): boolean {
  const field = form?.elements.namedItem("text");
  if (!(field instanceof HTMLTextAreaElement)) return false;
  field.value = text;
  return true;
}

/** Takes the form's field `text` from a file. */
export function TextFileField({ label, onTaken }: { label: string; onTaken: () => void }) {
  const id = useId();
  async function take(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const { files, form } = event.currentTarget;
    const text = await files?.[0]?.text();
    if (text !== undefined && fillText(form, text)) onTaken();
  }
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-[0.8125rem] font-medium">
        {label}
      </label>
      <Input
        id={id}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        onChange={take}
        className="h-auto py-1 file:mr-3 file:rounded file:border-0 file:bg-sunken file:px-2 file:py-1 file:font-medium file:text-ink"
      />
    </div>
  );
}

/** A press of the form; `onPress` chooses its step. */
export function StepPress(props: { label: string; onPress: () => void; primary: boolean }) {
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
