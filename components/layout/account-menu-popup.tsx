"use client";
// What the account button opens: the theme, and the way out. Loaded at the first press.
import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { type ReactNode, startTransition, useState } from "react";
import { readTheme, THEME_COOKIE, THEMES, type Theme } from "./theme";

const ITEM =
  "flex cursor-pointer items-center gap-2 rounded px-2 py-1.5 outline-none select-none data-highlighted:bg-sunken";

const THEME_LABELS: Record<Theme, string> = {
  system: "System theme",
  light: "Light theme",
  dark: "Dark theme",
};

const ONE_YEAR_SEC = 31_536_000;

function applyTheme(theme: Theme): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${ONE_YEAR_SEC}; samesite=lax`;
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export interface AccountMenuPopupProps {
  theme: Theme;
  signOut: () => Promise<void>;
  /** Of the button that opens it, and what stands in it. */
  className: string;
  children: ReactNode;
}

/** The button again, now with its menu, which is open at first. */
export function AccountMenuPopup({
  theme: initial,
  signOut,
  className,
  children,
}: AccountMenuPopupProps) {
  const [theme, setTheme] = useState(initial);
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger className={className}>{children}</Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className="z-50 outline-none">
          <Menu.Popup className="min-w-44 rounded-lg border border-line bg-surface p-1 text-ink shadow-lg outline-none">
            <Menu.RadioGroup
              value={theme}
              onValueChange={(value: string) => {
                const chosen = readTheme(value);
                setTheme(chosen);
                applyTheme(chosen);
              }}
            >
              {THEMES.map((option) => (
                <Menu.RadioItem key={option} value={option} className={ITEM}>
                  <span className="size-4">
                    <Menu.RadioItemIndicator>
                      <Check aria-hidden className="size-4" />
                    </Menu.RadioItemIndicator>
                  </span>
                  {THEME_LABELS[option]}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Separator className="mx-1 my-1 h-px bg-line" />
            <Menu.Item className={ITEM} onClick={() => startTransition(() => signOut())}>
              <span className="size-4" />
              Sign out
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
