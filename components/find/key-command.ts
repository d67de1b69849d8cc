// What a key means on every page, while nobody types into a field.

export type KeyCommand =
  | { readonly do: "palette" }
  | { readonly do: "help" }
  | { readonly do: "search-list" }
  | { readonly do: "row"; readonly by: 1 | -1 }
  | { readonly do: "begin-go" }
  | { readonly do: "go"; readonly path: string };

/** The second key after g. */
export const GO_KEYS: Readonly<Record<string, { readonly label: string; readonly path: string }>> =
  {
    o: { label: "Onboarding", path: "/onboarding" },
    c: { label: "Carriers", path: "/carriers" },
    u: { label: "Customers", path: "/customers" },
    t: { label: "Trunks", path: "/trunks" },
    q: { label: "Quotes", path: "/quotes" },
    n: { label: "Numbers", path: "/numbers" },
    v: { label: "Verifications", path: "/verifications" },
    l: { label: "Calls", path: "/calls" },
    k: { label: "Call check", path: "/call-check" },
    m: { label: "Mail", path: "/mail" },
    a: { label: "Audit", path: "/audit" },
    s: { label: "Settings", path: "/settings" },
  };

export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export interface KeySituation {
  /** The focus is in a field, or in something that has keys of its own. */
  readonly isTyping: boolean;
  /** A dialog is open. */
  readonly isInDialog: boolean;
  /** g was pressed just before. */
  readonly isGoing: boolean;
  /** The focus is on a row's link. */
  readonly isOnRow: boolean;
}

/** Null where the key is nobody's but the browser's. */
export function keyCommand(pressed: PressedKey, situation: KeySituation): KeyCommand | null {
  const { key, ctrlKey, metaKey, altKey } = pressed;
  if (ctrlKey || metaKey) {
    return key.toLowerCase() === "k" && !altKey && ctrlKey !== metaKey ? { do: "palette" } : null;
  }
  if (altKey || situation.isTyping || situation.isInDialog) return null;
  if (situation.isGoing) {
    const place = GO_KEYS[key];
    return place === undefined ? null : { do: "go", path: place.path };
  }
  switch (key) {
    case "?":
      return { do: "help" };
    case "/":
      return { do: "search-list" };
    case "g":
      return { do: "begin-go" };
    case "j":
      return { do: "row", by: 1 };
    case "k":
      return { do: "row", by: -1 };
    case "ArrowDown":
      return situation.isOnRow ? { do: "row", by: 1 } : null;
    case "ArrowUp":
      return situation.isOnRow ? { do: "row", by: -1 } : null;
    default:
      return null;
  }
}
