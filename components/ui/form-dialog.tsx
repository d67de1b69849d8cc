"use client";
// A button that opens a form in a dialog, which no page need load before.
import { lazy, type ReactNode } from "react";
import { buttonStyle } from "./button";
import { DialogOpener } from "./dialog-opener";

const loadPopup = () => import("./form-dialog-popup");
const Popup = lazy(async () => ({ default: (await loadPopup()).FormDialogPopup }));

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
  const trigger = buttonStyle({ look: props.look ?? "secondary", size: props.size ?? "sm" });
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
