"use client";
// Who is signed in; a press opens the theme and the way out, whose menu no page need load before.
import { ChevronDown } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { buttonStyle } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import type { Theme } from "./theme";

const loadPopup = () => import("./account-menu-popup");
const Popup = lazy(async () => ({ default: (await loadPopup()).AccountMenuPopup }));

const TRIGGER = classNames(buttonStyle({ look: "quiet", size: "md" }), "min-w-0 px-2 text-ink");

export interface AccountMenuProps {
  name: string;
  role: string;
  theme: Theme;
  signOut: () => Promise<void>;
}

export function AccountMenu({ name, role, theme, signOut }: AccountMenuProps) {
  const [wasOpened, setWasOpened] = useState(false);
  const content = (
    <>
      <span className="sr-only">Account: </span>
      <span className="truncate max-sm:max-w-32">{name}</span>
      <span className="font-normal text-ink-soft max-sm:hidden">{role}</span>
      <ChevronDown aria-hidden />
    </>
  );
  const closed = (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={wasOpened}
      className={TRIGGER}
      onClick={() => setWasOpened(true)}
      onFocus={() => void loadPopup()}
      onPointerEnter={() => void loadPopup()}
    >
      {content}
    </button>
  );
  if (!wasOpened) return closed;
  return (
    <Suspense fallback={closed}>
      <Popup theme={theme} signOut={signOut} className={TRIGGER}>
        {content}
      </Popup>
    </Suspense>
  );
}
