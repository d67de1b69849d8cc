"use client";
// A button that opens a form in a dialog. Once something is typed, only Cancel and a save close it.
import { Dialog } from "@base-ui/react/dialog";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { buttonStyle } from "./button";
import { DialogControlContext } from "./dialog-control";
import { BACKDROP, DESCRIPTION, POPUP, TITLE } from "./dialog-parts";

export interface FormDialogProps {
  /** What the opening button says. */
  open: ReactNode;
  /** The opening button's accessible name, where its text alone is not plain enough. */
  openLabel?: string;
  look?: "primary" | "secondary" | "quiet";
  size?: "sm" | "md";
  title: string;
  description?: ReactNode;
  children: ReactNode;
}

export function FormDialog(props: FormDialogProps) {
  const [isOpen, setOpen] = useState(false);
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
      <Dialog.Trigger
        className={buttonStyle({ look: props.look ?? "secondary", size: props.size ?? "sm" })}
        aria-label={props.openLabel}
      >
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
