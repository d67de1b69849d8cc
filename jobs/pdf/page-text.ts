// Texts and moments as a page shows them.

const DATE = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const TIME = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "UTC",
});

/** `22 November 2026`. */
export function dateText(at: Date): string {
  return DATE.format(at);
}

/** `22 November 2026, 16:05 UTC`. */
export function momentText(at: Date): string {
  return `${DATE.format(at)}, ${TIME.format(at)} UTC`;
}

/** What has a shape: line breaks stay, other control and direction characters go, halves of characters are marked. */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/\t/g, " ")
    .replace(/[\p{Cc}\p{Cf}]/gu, (character) => (character === "\n" ? "\n" : ""));
}
