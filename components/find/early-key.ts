// Ctrl or ⌘ and K before the page's script has come: a few inline bytes remember it, so that no press is lost.

interface KeyPlace {
  /** "asked": pressed, and not answered yet; "ready": the palette listens by itself. */
  cradlePalette?: "asked" | "ready";
}

/** Runs as the page is read, with its nonce. The same key as `keyCommand` takes for the palette. */
export const EARLY_KEY_SCRIPT = `addEventListener("keydown",function(e){if(window.cradlePalette!=="ready"&&e.ctrlKey!==e.metaKey&&!e.altKey&&e.key.toLowerCase()==="k"){e.preventDefault();window.cradlePalette="asked"}})`;

/** From now on the palette listens by itself. Whether it was asked for meanwhile. */
export function takeOverFromEarlyKey(place: object): boolean {
  const key = place as KeyPlace;
  const wasAsked = key.cradlePalette === "asked";
  key.cradlePalette = "ready";
  return wasAsked;
}
