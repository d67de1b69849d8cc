"use client";
// A button that asks before it does: says what will happen, and holds the form that does it. No page need load it before.
import { lazy, type ReactNode, useEffect } from "react";
import { buttonStyle } from "./button";
import { DialogOpener } from "./dialog-opener";

const loadPopup = () => import("./confirm-dialog-popup");
const Popup = lazy(async () => ({ default: (await loadPopup()).ConfirmDialogPopup }));

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
  const trigger = buttonStyle({ look: props.look ?? "danger-quiet", size: props.size ?? "sm" });
  return (
    <DialogOpener
      className={trigger}
      label={props.openLabel}
      load={loadPopup}
      dialog={<Popup {...props} trigger={trigger} />}
    >
      {props.open}
    </DialogOpener>
  );
}
