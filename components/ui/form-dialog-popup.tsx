"use client";
// The dialog behind FormDialog's button, loaded at its first press. Once something is typed, only Cancel and a save close it.
import { Dialog } from "@base-ui/react/dialog";
import { useMemo, useRef, useState } from "react";
import { DialogControlContext } from "./dialog-control";
import { BACKDROP, DESCRIPTION, POPUP, TITLE } from "./dialog-parts";
import type { FormDialogProps } from "./form-dialog";

/** Open from the start: it was the press that brought it. */
export function FormDialogPopup(props: FormDialogProps & { trigger: string }) {
  const [isOpen, setOpen] = useState(true);
  const touched = useRef(false);
  const control = useMemo(() => ({ close: () => setOpen(false) }), []);
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(next, details) => {
        const accidental = details.reason === "escape-key" || details.reason === "outside-press";
        if (!next && accidental && touched.current) {
          details.cancel();
          return;
        }
        touched.current = false;
        setOpen(next);
      }}
    >
      <Dialog.Trigger className={props.trigger} aria-label={props.openLabel}>
        {props.open}
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className={BACKDROP} />
        <Dialog.Popup
          className={POPUP}
          onInput={() => {
            touched.current = true;
          }}
        >
          <Dialog.Title className={TITLE}>{props.title}</Dialog.Title>
          {props.description ? (
            <Dialog.Description className={DESCRIPTION}>{props.description}</Dialog.Description>
          ) : (
            <div className="mb-3" />
          )}
          <DialogControlContext value={control}>{props.children}</DialogControlContext>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
