"use client";
// Gives every moment on the page the reader's zone; a zone that the server did not know yet is kept for the next page.
import { type ReactNode, useEffect, useState } from "react";
import { ZoneContext } from "@/components/ui/zone-context";
import { readZone, ZONE_COOKIE } from "./zone";

const YEAR_SEC = 31_536_000;

export function ZoneProvider({ zone, children }: { zone: string; children: ReactNode }) {
  const [current, setCurrent] = useState(zone);
  useEffect(() => {
    const own = readZone(new Intl.DateTimeFormat().resolvedOptions().timeZone);
    setCurrent(own);
    if (own === zone) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser that staff use
    document.cookie = `${ZONE_COOKIE}=${own}; path=/; max-age=${YEAR_SEC}; samesite=lax`;
  }, [zone]);
  return <ZoneContext value={current}>{children}</ZoneContext>;
}
