"use client";
// A SIP message pasted from a trace, tried on the rules: it goes by POST, since it is long and may hold secrets.
import { useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { FieldRow, SelectField, TextAreaField, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { CallCheckResult, type ShownCheck } from "./call-check-result";
import { CREDENTIALS, TRANSPORTS } from "./call-check-words";

export function PasteCheckForm({ action }: { action: FormAction }) {
  const [check, setCheck] = useState<ShownCheck | null>(null);
  return (
    <div className="grid gap-4">
      <ActionForm
        action={action}
        label="Check a pasted message"
        onSaved={({ shown }) => setCheck(shown?.check ? JSON.parse(shown.check) : null)}
      >
        <TextAreaField
          name="message"
          label="SIP message"
          required
          rows={10}
          hint="From the request line to the empty line that ends the headers, and the body if there is one"
        />
        <FieldRow>
          <TextField name="sourceAddress" label="Source address" required mono maxLength={60} />
          <TextField
            name="sourcePort"
            label="Source port"
            inputMode="numeric"
            placeholder="5060"
            maxLength={5}
          />
          <SelectField name="transport" label="Transport" required options={TRANSPORTS} />
          <SelectField
            name="credentials"
            label="Credentials"
            required
            hint="What the digest check is taken to find: a nonce from a trace is too old by now"
            options={CREDENTIALS}
          />
        </FieldRow>
        <TextField
          name="at"
          label="At, in UTC"
          mono
          placeholder="2030-01-31T09:00:00Z"
          hint="Empty: now"
          maxLength={40}
        />
        <FormButtons submit="Check message" submitting="Checking…" />
      </ActionForm>
      <div aria-live="polite">{check === null ? null : <CallCheckResult check={check} />}</div>
    </div>
  );
}
