"use client";
// Looks every few seconds whether an announced call has come, while somebody looks at the page.
import { startTransition, useEffect } from "react";
import { type FormAction, IDLE } from "@/components/forms/action-state";

const EVERY_MS = 4000;

export function WatchTestCall({ action, id }: { action: FormAction; id: string }) {
  useEffect(() => {
    let asking = false;
    const timer = setInterval(() => {
      if (asking || document.visibilityState !== "visible") return;
      asking = true;
      const form = new FormData();
      form.set("id", id);
      startTransition(async () => {
        // Nothing to show of a failed look: the next one is seconds away, and the job worker looks too.
        await action(IDLE, form).catch(() => null);
        asking = false;
      });
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [action, id]);
  return null;
}
