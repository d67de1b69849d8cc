"use client";
// Who is signed in, the theme, and the way out.
import { Menu } from "@base-ui/react/menu";
import { Check, ChevronDown } from "lucide-react";
import { startTransition, useState } from "react";
import { buttonStyle } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
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

export interface AccountMenuProps {
  name: string;
  role: string;
  theme: Theme;
  signOut: () => Promise<void>;
}

export function AccountMenu({ name, role, theme: initial, signOut }: AccountMenuProps) {
  const [theme, setTheme] = useState(initial);
  return (
    <Menu.Root>
      <Menu.Trigger
        className={classNames(buttonStyle({ look: "quiet", size: "md" }), "min-w-0 px-2 text-ink")}
      >
        <span className="sr-only">Account: </span>
        <span className="truncate max-sm:max-w-32">{name}</span>
        <span className="font-normal text-ink-soft max-sm:hidden">{role}</span>
        <ChevronDown aria-hidden />
      </Menu.Trigger>
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
