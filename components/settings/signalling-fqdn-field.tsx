"use client";
// The signalling FQDN, with what hangs on it said as soon as it is about to change.
import { useState } from "react";
import { TextField } from "@/components/forms/fields";
import { Banner } from "@/components/ui/banner";

export function SignallingFqdnField({ saved }: { saved: string }) {
  const [changed, setChanged] = useState(false);
  return (
    // The field is the form's own: what is typed in it is only looked at here.
    <div
      className="grid gap-2"
      onInput={(event) => {
        const typed = event.target instanceof HTMLInputElement ? event.target.value : saved;
        setChanged(typed.trim().toLowerCase().replace(/\.$/, "") !== saved);
      }}
    >
      <TextField name="signallingFqdn" label="Signalling FQDN" required mono defaultValue={saved} />
      <div aria-live="polite">
        {changed ? (
          <Banner tone="warn" title="Every carrier is touched by this">
            <ul className="list-disc pl-5">
              <li>Every trunk FQDN changes with it: calls to the old names are refused.</li>
              <li>
                No carrier's word covers the new name. Each that has a hand-off sheet is told at
                once, and asked to confirm.
              </li>
              <li>SIP credentials keep the realm they were made with.</li>
            </ul>
          </Banner>
        ) : null}
      </div>
    </div>
  );
}
