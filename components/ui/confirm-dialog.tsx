"use client";
// A button that asks before it does: says what will happen, and holds the form that does it.
import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { buttonStyle } from "./button";
import { DialogControlContext } from "./dialog-control";
import { BACKDROP, DESCRIPTION, POPUP, TITLE } from "./dialog-parts";

export interface ConfirmDialogProps {
  open: ReactNode;
  openLabel?: string;
  look?: "secondary" | "danger" | "danger-quiet" | "quiet";
  size?: "sm" | "md";
  title: string;
  /** What will happen, to whom, and whether it can be undone. */
  consequence: ReactNode;
  children: ReactNode;
}

/** What was confirmed may have taken the button away, and the focus with it: it goes on at the page's content. */
function keepFocusOnPage(): void {
  if (document.activeElement === document.body || document.activeElement === null) {
    document.getElementById("content")?.focus({ preventScroll: true });
  }
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  useEffect(() => () => void requestAnimationFrame(keepFocusOnPage), []);
  const [isOpen, setOpen] = useState(false);
  const control = useMemo(() => ({ close: () => setOpen(false) }), []);
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(next) => setOpen(next)}>
      <AlertDialog.Trigger
        className={buttonStyle({ look: props.look ?? "danger-quiet", size: props.size ?? "sm" })}
        aria-label={props.openLabel}
      >
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
