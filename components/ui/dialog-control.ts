"use client";
// Lets a form inside a dialog close it once saved.
import { createContext, useContext } from "react";

export interface DialogControl {
  readonly close: () => void;
}

export const DialogControlContext = createContext<DialogControl | null>(null);

/** The dialog around this component, or null where there is none. */
export function useDialogControl(): DialogControl | null {
  return useContext(DialogControlContext);
}
