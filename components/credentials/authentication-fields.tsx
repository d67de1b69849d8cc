"use client";
// How a carrier's inbound calls are authenticated: by ACL alone, or by ACL and digest, and how it is challenged.
import { useState } from "react";
import { AUTH_MODE_WORDS } from "@/components/carriers/carrier-words";
import { CheckboxField, SelectField } from "@/components/forms/fields";

export interface AuthenticationValues {
  readonly authMode: keyof typeof AUTH_MODE_WORDS;
  readonly digestStatus: number;
  readonly digestMd5Only: boolean;
}

const MODES = Object.entries(AUTH_MODE_WORDS).map(([value, label]) => ({ value, label }));
const STATUSES = [
  { value: "407", label: "407 Proxy Authentication Required" },
  { value: "401", label: "401 Unauthorized" },
];

const HINTS: Record<string, string> = {
  acl: "A call from an address on the ACL is accepted without a password",
  acl_and_digest:
    "A call must come from an address on the ACL and answer a challenge. Without a credential in use every call is refused",
};

export function AuthenticationFields({ values }: { values: AuthenticationValues }) {
  const [mode, setMode] = useState<string>(values.authMode);
  return (
    <>
      <SelectField
        name="authMode"
        label="Authentication"
        required
        options={MODES}
        defaultValue={values.authMode}
        hint={HINTS[mode]}
        onChange={setMode}
      />
      <SelectField
        name="digestStatus"
        label="Challenge with"
        required
        options={STATUSES}
        defaultValue={String(values.digestStatus)}
        hint="407 is right for a proxy; 401 for equipment that answers nothing else"
      />
      <CheckboxField
        name="digestMd5Only"
        label="Offer MD5 alone"
        hint="For equipment that stumbles over SHA-256. Otherwise SHA-256 is offered first"
        defaultChecked={values.digestMd5Only}
      />
    </>
  );
}
