// The reader's time zone, kept in a cookie so that the server draws with it.

export const ZONE_COOKIE = "time-zone";

/** An IANA zone that this runtime knows, by its own name for it; UTC for anything else. */
export function readZone(value: string | undefined): string {
  if (value === undefined || value.length > 60) return "UTC";
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
