"use client";
// Reminds every carrier that has not answered, and says what came of it.
import { useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { PressButton } from "@/components/forms/press-button";

const counted = (count: string | undefined, words: string): string[] =>
  count === undefined || count === "0" ? [] : [`${count} ${words}`];

export function RemindAll({ action }: { action: FormAction }) {
  const [outcome, setOutcome] = useState("");
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span role="status" aria-label="Outcome of the reminders" className="text-[0.8125rem]">
        {outcome}
      </span>
      <ActionForm
        action={action}
        label="Remind all"
        onSaved={({ shown }) =>
          setOutcome(
            [
              `${shown?.reminded ?? 0} reminded`,
              ...counted(shown?.tooSoon, "were reminded within the last day"),
              ...counted(shown?.unreachable, "have no contact to mail to"),
            ].join(", "),
          )
        }
      >
        <PressButton label="Remind all that have not answered" />
      </ActionForm>
    </div>
  );
}
