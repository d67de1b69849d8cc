// The typeface of all PDFs, embedded in them: Inter (SIL Open Font License 1.1), with Latin, Greek and Cyrillic letters.
import { createRequire } from "node:module";
import { Font } from "@react-pdf/renderer";

export const FAMILY = "Inter";

const FILES = [
  { file: "400Regular/Inter_400Regular.ttf", fontWeight: 400 },
  { file: "600SemiBold/Inter_600SemiBold.ttf", fontWeight: 600 },
];

/** Longer than any word: what is, is broken, so that no line leaves its column. */
const LONGEST_UNBROKEN = 18;

let isRegistered = false;

/** Makes the typeface known to the renderer, once a process. */
export function registerFonts(): void {
  if (isRegistered) return;
  isRegistered = true;
  const { resolve } = createRequire(import.meta.url);
  Font.register({
    family: FAMILY,
    fonts: FILES.map(({ file, fontWeight }) => ({
      src: resolve(`@expo-google-fonts/inter/${file}`),
      fontWeight,
    })),
  });
  Font.registerHyphenationCallback(syllables);
}

/** Words stay whole; only one that fits no column is broken, anywhere. */
function syllables(word: string): string[] {
  const letters = [...word];
  if (letters.length <= LONGEST_UNBROKEN) return [word];
  const parts: string[] = [];
  for (let at = 0; at < letters.length; at += LONGEST_UNBROKEN) {
    parts.push(letters.slice(at, at + LONGEST_UNBROKEN).join(""));
  }
  return parts;
}
