"use client";
// The dialog behind ConfirmDialog's button, loaded at its first press.
import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useMemo, useState } from "react";
import type { ConfirmDialogProps } from "./confirm-dialog";
import { DialogControlContext } from "./dialog-control";
import { BACKDROP, DESCRIPTION, POPUP, TITLE } from "./dialog-parts";

/** Open from the start: it was the press that brought it. */
export function ConfirmDialogPopup(props: ConfirmDialogProps & { trigger: string }) {
  const [isOpen, setOpen] = useState(true);
  const control = useMemo(() => ({ close: () => setOpen(false) }), []);
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(next) => setOpen(next)}>
      <AlertDialog.Trigger className={props.trigger} aria-label={props.openLabel}>
        {props.open}
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={BACKDROP} />
        <AlertDialog.Popup className={POPUP}>
          <AlertDialog.Title className={TITLE}>{props.title}</AlertDialog.Title>
          <AlertDialog.Description className={DESCRIPTION} render={<div />}>
            {props.consequence}
          </AlertDialog.Description>
          <DialogControlContext value={control}>{props.children}</DialogControlContext>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
