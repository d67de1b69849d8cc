// Which presses on plain links the portal follows by itself, and which are the browser's.

export interface PressedLink {
  /** The anchor's address, resolved. */
  readonly href: string;
  readonly target: string;
  readonly isDownload: boolean;
}

export interface LinkPress {
  readonly button: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  /** Somebody else has answered it. */
  readonly defaultPrevented: boolean;
}

/** Path and query to go to within the portal; null where the press is the browser's: another tab, a file, a place on the page. */
export function softPath(press: LinkPress, link: PressedLink, here: string): string | null {
  const isHeld = press.ctrlKey || press.metaKey || press.shiftKey || press.altKey;
  if (press.defaultPrevented || press.button !== 0 || isHeld) return null;
  if (link.isDownload || (link.target !== "" && link.target !== "_self")) return null;
  const [to, from] = [new URL(link.href), new URL(here)];
  if (to.origin !== from.origin) return null;
  if (to.hash !== "" && to.pathname === from.pathname && to.search === from.search) return null;
  return to.pathname + to.search + to.hash;
}
