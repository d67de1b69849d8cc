// A moment in the reader's zone, with UTC at hand; and in UTC alone for texts that are passed on.
import { LocalTime } from "./local-time";

const DATE = new Intl.DateTimeFormat("en-GB", {
  day: "2-digit",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const TIME = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
  timeZone: "UTC",
});

/** `22 Nov 2026, 16:05:12 UTC`. */
export function formatTimestamp(at: Date): string {
  return `${DATE.format(at)}, ${TIME.format(at)} UTC`;
}

export function Timestamp({ at }: { at: Date | string }) {
  const date = typeof at === "string" ? new Date(at) : at;
  return <LocalTime iso={date.toISOString()} utc={formatTimestamp(date)} />;
}
