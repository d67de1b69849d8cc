"use client";
// The fields of a carrier template: its name, and what a carrier, its first gateway and its first trunk start with.
import { AUTH_MODE_WORDS } from "@/components/carriers/carrier-words";
import { CountriesField } from "@/components/forms/countries-field";
import {
  CheckboxField,
  FieldGroup,
  FieldRow,
  SelectField,
  TextAreaField,
  TextField,
} from "@/components/forms/fields";
import { TrunkTreatmentFields } from "@/components/trunks/trunk-treatment-fields";
import type { TemplateSettings } from "@/lib/schemas/carrier-template";

export interface TemplateValues {
  readonly name: string;
  readonly description: string;
  readonly settings: TemplateSettings;
}

/** Without values: a new template's. */
export function TemplateFields({ values }: { values?: TemplateValues }) {
  const settings = values?.settings;
  return (
    <>
      <TextField
        name="name"
        label="Template name"
        required
        maxLength={100}
        defaultValue={values?.name}
      />
      <TextAreaField
        name="description"
        label="Description"
        rows={2}
        hint="For which carriers it is meant"
        defaultValue={values?.description}
      />
      <CarrierGroup carrier={settings?.carrier ?? {}} />
      <GatewayGroup gateway={settings?.gateway ?? {}} />
      <TrunkGroup trunk={settings?.trunk ?? {}} />
      <TextAreaField
        name="settings.notesToAsk"
        label="To ask in the first call"
        hint="Shown above the form of a carrier that starts from this template"
        defaultValue={settings?.notesToAsk}
      />
    </>
  );
}

const AUTH_MODES = Object.entries(AUTH_MODE_WORDS).map(([value, label]) => ({ value, label }));

function CarrierGroup({ carrier }: { carrier: TemplateSettings["carrier"] }) {
  return (
    <FieldGroup legend="Carrier">
      <FieldRow>
        <SelectField
          name="settings.carrier.authMode"
          label="Authentication"
          options={AUTH_MODES}
          defaultValue={carrier.authMode ?? "acl"}
        />
        <SelectField
          name="settings.carrier.digestStatus"
          label="Digest challenge"
          options={[
            { value: "407", label: "407 Proxy Authentication Required" },
            { value: "401", label: "401 Unauthorized" },
          ]}
          defaultValue={String(carrier.digestStatus ?? 407)}
        />
      </FieldRow>
      <CheckboxField
        name="settings.carrier.digestMd5Only"
        label="Offer MD5 alone"
        defaultChecked={carrier.digestMd5Only ?? false}
      />
      <LimitFields prefix="settings.carrier." of="Carrier" {...carrier} />
    </FieldGroup>
  );
}

function GatewayGroup({ gateway }: { gateway: TemplateSettings["gateway"] }) {
  return (
    <FieldGroup legend="First gateway">
      <FieldRow>
        <TextField
          name="settings.gateway.port"
          label="Port"
          inputMode="numeric"
          hint="Empty: by DNS, else 5060 or 5061"
          defaultValue={gateway.port?.toString()}
        />
        <SelectField
          name="settings.gateway.transport"
          label="Transport"
          options={[
            { value: "udp", label: "UDP" },
            { value: "tcp", label: "TCP" },
            { value: "tls", label: "TLS" },
          ]}
          defaultValue={gateway.transport ?? "udp"}
        />
        <TextField
          name="settings.gateway.priority"
          label="Priority"
          inputMode="numeric"
          hint="Lower is tried first"
          defaultValue={gateway.priority?.toString() ?? "10"}
        />
        <TextField
          name="settings.gateway.weight"
          label="Weight"
          inputMode="numeric"
          hint="Share among those of one priority"
          defaultValue={gateway.weight?.toString() ?? "100"}
        />
      </FieldRow>
      <CheckboxField
        name="settings.gateway.optionsCheck"
        label="Check with OPTIONS"
        defaultChecked={gateway.optionsCheck ?? true}
      />
      <CheckboxField
        name="settings.gateway.allowTcp"
        label="Send requests over 1,300 bytes by TCP"
        defaultChecked={gateway.allowTcp ?? false}
      />
    </FieldGroup>
  );
}

function TrunkGroup({ trunk }: { trunk: TemplateSettings["trunk"] }) {
  return (
    <FieldGroup legend="First trunk">
      <LimitFields prefix="settings.trunk." of="Trunk" {...trunk} />
      <TextField
        name="settings.trunk.country"
        label="Trunk country"
        maxLength={2}
        hint="Empty: the carrier's"
        defaultValue={trunk.country}
      />
      <CountriesField
        name="settings.trunk.allowedDestinations"
        label="Allowed destination countries"
        none="None: a trunk that starts from this template allows no outbound call."
        defaultCodes={trunk.allowedDestinations}
      />
      <TrunkTreatmentFields prefix="settings.trunk." values={trunk} />
    </FieldGroup>
  );
}

interface LimitFieldsProps {
  prefix: string;
  of: string;
  maxChannels?: number | null | undefined;
  maxCallsPerSec?: number | null | undefined;
}

function LimitFields({ prefix, of, maxChannels, maxCallsPerSec }: LimitFieldsProps) {
  return (
    <FieldRow>
      <TextField
        name={`${prefix}maxChannels`}
        label={`${of} channels`}
        inputMode="numeric"
        hint="Empty: asked for each time"
        defaultValue={maxChannels?.toString()}
      />
      <TextField
        name={`${prefix}maxCallsPerSec`}
        label={`${of} calls per second`}
        inputMode="numeric"
        hint="Empty: asked for each time"
        defaultValue={maxCallsPerSec?.toString()}
      />
    </FieldRow>
  );
}
