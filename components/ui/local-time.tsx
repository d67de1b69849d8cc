"use client";
// A moment in the reader's own zone, with UTC at hand. The zone is known before the page is drawn, so that nothing moves.
import { useContext } from "react";
import { ZoneContext } from "./zone-context";

const PARTS: Intl.DateTimeFormatOptions = {
  day: "2-digit",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
};

/** One for each zone: making one costs more than everything else of a row. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-GB", { ...PARTS, timeZone: zone });
  formats.set(zone, format);
  return format;
}

export function LocalTime({ iso, utc }: { iso: string; utc: string }) {
  const zone = useContext(ZoneContext);
  return (
    <time
      dateTime={iso}
      title={utc}
      // Server and browser may know a zone or a month by another short name.
      suppressHydrationWarning
      className="whitespace-nowrap tabular-nums"
    >
      {zone === "UTC" ? utc : formatIn(zone).format(new Date(iso))}
    </time>
  );
}
