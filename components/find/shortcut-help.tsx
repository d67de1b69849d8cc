"use client";
// The keys that work on every page, in a dialog.
import { Dialog } from "@base-ui/react/dialog";
import { buttonStyle } from "@/components/ui/button";
import { BACKDROP, POPUP, TITLE } from "@/components/ui/dialog-parts";
import { GO_KEYS } from "./key-command";

export interface ShortcutHelpProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const KEYS: readonly (readonly [string, string])[] = [
  ["Ctrl K or ⌘ K", "Find anything"],
  ["/", "Search this list"],
  ["j, k", "Next and previous row; Enter opens it"],
  ["?", "These shortcuts"],
  ["Esc", "Close what is open"],
];

export function ShortcutHelp({ open, onOpenChange }: ShortcutHelpProps) {
  const going = Object.entries(GO_KEYS).map(([key, { label }]) => [`g ${key}`, label] as const);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={BACKDROP} />
        <Dialog.Popup className={POPUP}>
          <Dialog.Title className={TITLE}>Keyboard shortcuts</Dialog.Title>
          <dl className="my-3 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
            {[...KEYS, ...going].map(([key, words]) => (
              <div key={key} className="contents">
                <dt>
                  <kbd className="font-mono text-[0.8125rem]">{key}</kbd>
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
          <Dialog.Close className={buttonStyle()}>Close</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
