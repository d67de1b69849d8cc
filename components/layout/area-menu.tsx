"use client";
// The areas on a narrow screen: a button in the top bar opens them at the side.
import { Dialog } from "@base-ui/react/dialog";
import { Menu, X } from "lucide-react";
import { useState } from "react";
import { buttonStyle } from "@/components/ui/button";
import { BACKDROP } from "@/components/ui/dialog-parts";
import { AreaLinks } from "./area-links";

export function AreaMenu() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => setOpen(next)}>
      <Dialog.Trigger
        className={buttonStyle({ look: "quiet", size: "icon", className: "lg:hidden" })}
        aria-label="Open menu"
      >
        <Menu aria-hidden />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className={BACKDROP} />
        <Dialog.Popup className="fixed inset-y-0 left-0 z-50 w-64 max-w-[80vw] overflow-y-auto border-r border-line bg-surface p-3 shadow-xl">
          <div className="mb-2 flex items-center justify-between">
            <Dialog.Title className="px-2.5 font-semibold">Cradle BYOC</Dialog.Title>
            <Dialog.Close
              className={buttonStyle({ look: "quiet", size: "icon" })}
              aria-label="Close menu"
            >
              <X aria-hidden />
            </Dialog.Close>
          </div>
          <AreaLinks onChoose={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
