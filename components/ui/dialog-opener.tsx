"use client";
// The button of a dialog until its first press: afterwards the dialog draws its own, so that the focus comes back to it.
import { type ReactNode, Suspense, useState } from "react";

export interface DialogOpenerProps {
  className: string;
  /** Its accessible name, where its text alone is not plain enough. */
  label: string | undefined;
  /** Fetches the dialog's script: already when the press is near. */
  load: () => Promise<unknown>;
  /** With its own button; open when it is first drawn. */
  dialog: ReactNode;
  children: ReactNode;
}

export function DialogOpener({ className, label, load, dialog, children }: DialogOpenerProps) {
  const [wasOpened, setWasOpened] = useState(false);
  const closed = (
    <button
      type="button"
      className={className}
      aria-label={label}
      aria-haspopup="dialog"
      aria-expanded={wasOpened}
      onClick={() => setWasOpened(true)}
      onFocus={() => void load()}
      onPointerEnter={() => void load()}
    >
      {children}
    </button>
  );
  return wasOpened ? <Suspense fallback={closed}>{dialog}</Suspense> : closed;
}
