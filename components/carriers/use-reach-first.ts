"use client";
// A save of one ACL entry that shows whom it reaches before the press that saves, and asks nothing where it reaches nobody.
import { useState } from "react";
import { type FormAction, IDLE } from "@/components/forms/action-state";
import type { AclReach } from "@/lib/schemas/acl-change";

/** What the reach hangs on; the other fields of the form do not change it. */
const ASKED = ["carrierId", "id", "block", "validFrom", "validUntil"] as const;

export interface ReachFirst {
  readonly run: FormAction;
  /** Null until a press has found somebody whom the change reaches. */
  readonly reach: AclReach | null;
}

/**
 * `preview` answers an `AclReach` as JSON in `preview`. `drawn`: the moments as the form showed them first; left as they
 * were they are not sent, for a control shows no seconds.
 */
export function useReachFirst(
  preview: FormAction,
  save: FormAction,
  options: { readonly remove?: boolean; readonly drawn?: Readonly<Record<string, string>> } = {},
): ReachFirst {
  const [seen, setSeen] = useState<{ question: string; reach: AclReach } | null>(null);
  async function run(...[previous, form]: Parameters<FormAction>): ReturnType<FormAction> {
    for (const [name, value] of Object.entries(options.drawn ?? {})) {
      if (form.get(name) === value) form.delete(name);
    }
    const asked = new FormData();
    if (options.remove) asked.set("remove", "true");
    for (const name of ASKED) {
      const value = form.get(name);
      if (value !== null) asked.set(name, value);
    }
    const question = JSON.stringify([...asked]);
    if (seen?.question !== question) {
      const answer = await preview(IDLE, asked);
      // What is wrong with the fields, saving says.
      if (answer.status === "failed" && answer.kind !== "invalid-input") return answer;
      const text = answer.status === "saved" ? answer.shown?.preview : undefined;
      const reach = text === undefined ? null : await readReach(text);
      if (reach !== null && reach.newlyRefused.length + reach.newlyLetIn.length > 0) {
        setSeen({ question, reach });
        return IDLE;
      }
    }
    const answer = await save(previous, form);
    if (answer.status === "saved") setSeen(null);
    return answer;
  }
  return { run, reach: seen?.reach ?? null };
}

/** The schema comes with the first answer, not with the page. */
async function readReach(text: string): Promise<AclReach> {
  const { AclReach } = await import("@/lib/schemas/acl-change");
  return AclReach.parse(JSON.parse(text));
}
