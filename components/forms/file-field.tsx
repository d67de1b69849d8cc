"use client";
// A control for one file: says at once when it is too large, and after a refusal when it must be chosen again.
import { useEffect, useRef, useState } from "react";
import { Input } from "@/components/ui/input";
import { DOCUMENT_TYPES_WORDS, MAX_DOCUMENT_BYTES } from "@/lib/schemas/document-limits";
import { type CommonProps, Frame, useField } from "./fields";
import { useFormContext } from "./form-context";

export interface FileFieldProps extends CommonProps {
  /** Endings and types that the browser offers first, as `accept` takes them. */
  accept?: string;
  /** Largest file, in bytes. */
  maxBytes?: number;
}

const MEBIBYTE = 1024 * 1024;
const DOCUMENT_ENDINGS = ".pdf,.png,.jpg,.jpeg,.txt,.log,.csv,.eml";

/** Sends the file under `name`; without a choice of its own it takes what documents may be. */
export function FileField({
  name,
  label,
  hint,
  required = false,
  accept = DOCUMENT_ENDINGS,
  maxBytes = MAX_DOCUMENT_BYTES,
}: FileFieldProps) {
  const words = hint ?? `${DOCUMENT_TYPES_WORDS}, at most ${maxBytes / MEBIBYTE} MB`;
  const field = useField(name, words);
  const { values } = useFormContext();
  const input = useRef<HTMLInputElement>(null);
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const [isLost, setLost] = useState(false);

  // A page drawn anew has every field's value but never a file's: browsers give none back.
  useEffect(() => {
    setLost(values !== null && input.current?.files?.length === 0);
  }, [values]);

  const again = isLost ? "No file is chosen any more: choose it again." : undefined;
  const fault = tooLarge ?? field.fault ?? again;
  const describedBy = `${field.id}-hint${fault ? ` ${field.id}-fault` : ""}`;
  return (
    <Frame id={field.id} name={name} label={label} hint={words} required={required} fault={fault}>
      <Input
        {...field.aria}
        ref={input}
        type="file"
        accept={accept}
        aria-required={required || undefined}
        aria-invalid={(tooLarge ?? field.fault) ? true : undefined}
        aria-describedby={describedBy}
        className="h-auto py-1 file:mr-3 file:rounded file:border-0 file:bg-sunken file:px-2 file:py-1 file:font-medium file:text-ink"
        onChange={(event) => {
          const control = event.currentTarget;
          const file = control.files?.[0];
          setLost(false);
          if (file === undefined || file.size <= maxBytes) {
            setTooLarge(null);
            return;
          }
          // Never sent: the server would cut the request off before it could say which field it was.
          control.value = "";
          const size = (file.size / MEBIBYTE).toFixed(1);
          setTooLarge(
            `${file.name} is ${size} MB large: choose one of at most ${maxBytes / MEBIBYTE} MB.`,
          );
        }}
      />
    </Frame>
  );
}
