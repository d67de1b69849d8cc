"use client";
// Draws a page anew every few seconds while somebody looks at it: for what happens without anyone's press.
import { useRouter } from "next/navigation";
import { useEffect } from "react";

export function KeepFresh({ everySec }: { everySec: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, everySec * 1000);
    return () => clearInterval(timer);
  }, [router, everySec]);
  return null;
}
