"use client";
// Issues a SIP credential and shows its password this once: it lives in this component alone, until it is put away.
import { useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { FormDialog } from "@/components/ui/form-dialog";
import { ShownOnce } from "@/components/ui/shown-once";

export interface IssueCredentialProps {
  carrierId: string;
  action: FormAction;
  /** Two are in use. */
  full: boolean;
}

interface Issued {
  readonly username: string;
  readonly realm: string;
  readonly password: string;
}

function issuedOf(shown: Readonly<Record<string, string>> | null): Issued | null {
  const { username, realm, password } = shown ?? {};
  if (username === undefined || realm === undefined || password === undefined) return null;
  return { username, realm, password };
}

export function IssueCredential({ carrierId, action, full }: IssueCredentialProps) {
  const [issued, setIssued] = useState<Issued | null>(null);
  return (
    <div className="mb-3 grid justify-items-start gap-3">
      {issued === null ? null : (
        // Another password is another thing to read: it takes the focus anew.
        <ShownOnce
          key={issued.password}
          title="Copy this password now: it is shown once and not stored"
          rows={[
            { name: "Username", value: issued.username },
            { name: "Realm", value: issued.realm },
            { name: "Password", value: issued.password },
          ]}
          advice="Give the password to the carrier by another channel than the username, and note below to whom. If it is lost, issue another credential and revoke this one."
          onPutAway={() => setIssued(null)}
        />
      )}
      {full ? (
        <p className="text-ink-soft">
          Two credentials are in use. Revoke one, or wait until the retiring one has ended, before
          you issue another.
        </p>
      ) : (
        <FormDialog
          open="Issue credential"
          title="Issue SIP credential"
          description="Cradle makes the password. It is shown once, right after this, and not stored."
        >
          <ActionForm
            action={action}
            label="Issue SIP credential"
            hidden={{ carrierId }}
            onSaved={(saved) => setIssued(issuedOf(saved.shown))}
          >
            <TextField
              name="username"
              label="Username"
              mono
              maxLength={64}
              hint="Empty: one is made. 3 to 64 letters, digits, dots, hyphens or underscores"
            />
            <FormButtons submit="Issue credential" submitting="Issuing…" />
          </ActionForm>
        </FormDialog>
      )}
    </div>
  );
}
