"use client";
// The form of a call that is tried on the rules. It stands in the address, so that a check can be kept and passed on.
import Form from "next/form";
import {
  FieldGroup,
  FieldRow,
  type Option,
  SelectField,
  TextField,
} from "@/components/forms/fields";
import { FormContext } from "@/components/forms/form-context";
import { Button } from "@/components/ui/button";
import { CREDENTIALS, DIRECTIONS, PRIVACY, TRANSPORTS } from "./call-check-words";

export interface CallCheckFormProps {
  /** By control name. */
  values: Readonly<Record<string, string | undefined>>;
  faults: readonly { readonly path: string; readonly message: string }[];
  /** Credentials of the carrier that is asked about. */
  credentials: readonly Option[];
}

export function CallCheckForm({ values, faults, credentials }: CallCheckFormProps) {
  const context = {
    faults: new Map(faults.map((fault) => [fault.path, fault.message])),
    values: null,
    pending: false,
  };
  // What a link or the back key brings must show in the controls.
  const key = JSON.stringify(values);
  return (
    <Form action="/call-check" key={key} className="grid max-w-3xl gap-3" aria-label="Check a call">
      <input type="hidden" name="check" value="1" />
      <FormContext value={context}>
        <FieldGroup legend="The call">
          <SelectField
            name="direction"
            label="Direction"
            required
            defaultValue={values.direction ?? "termination"}
            options={DIRECTIONS}
          />
          <FieldRow>
            <TextField
              name="aNumber"
              label="A-number"
              mono
              hint="As it stands in From: +6421555123, or a whole URI"
              defaultValue={values.aNumber}
              maxLength={200}
            />
            <TextField
              name="bNumber"
              label="B-number"
              required
              mono
              hint="As it is called: +6498879333, or a whole URI"
              defaultValue={values.bNumber}
              maxLength={200}
            />
          </FieldRow>
          <TextField
            name="calledHost"
            label="FQDN called"
            mono
            hint="Empty: the signalling FQDN. Origination calls the trunk's own FQDN"
            defaultValue={values.calledHost}
            maxLength={255}
          />
        </FieldGroup>
        <FieldGroup
          legend="Where it comes from"
          hint="Empty: the first address of the carrier, or of the core"
        >
          <TextField
            name="sourceAddress"
            label="Source address"
            mono
            defaultValue={values.sourceAddress}
            maxLength={60}
          />
          <FieldRow>
            <TextField
              name="sourcePort"
              label="Source port"
              inputMode="numeric"
              placeholder="5060"
              defaultValue={values.sourcePort}
              maxLength={5}
            />
            <SelectField
              name="transport"
              label="Transport"
              required
              defaultValue={values.transport ?? "udp"}
              options={TRANSPORTS}
            />
          </FieldRow>
        </FieldGroup>
        <FieldGroup legend="What else it says">
          <FieldRow>
            <SelectField
              name="privacy"
              label="Withheld"
              required
              defaultValue={values.privacy ?? "none"}
              options={PRIVACY}
            />
            <TextField
              name="assertedIdentity"
              label="P-Asserted-Identity"
              mono
              defaultValue={values.assertedIdentity}
              maxLength={200}
            />
            <TextField
              name="diversion"
              label="Diversion"
              mono
              hint="The number that forwards the call"
              defaultValue={values.diversion}
              maxLength={200}
            />
            <SelectField
              name="credentials"
              label="Credentials"
              required
              defaultValue={values.credentials ?? "none"}
              options={[...CREDENTIALS, ...credentials]}
            />
          </FieldRow>
          <TextField
            name="at"
            label="At, in UTC"
            mono
            placeholder="2030-01-31T09:00:00Z"
            hint="Empty: now. A later moment shows what will have expired"
            defaultValue={values.at}
            maxLength={40}
          />
        </FieldGroup>
      </FormContext>
      <div>
        <Button type="submit" look="primary">
          Check call
        </Button>
      </div>
    </Form>
  );
}
