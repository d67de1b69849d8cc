// Light, dark, or as the visitor's system has it; kept in a cookie so that the first paint is right.

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = "byoc.theme";

/** The theme a cookie names; anything else is the system's. */
export function readTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}
