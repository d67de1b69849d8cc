// The platform's settings: what carriers are told of Cradle.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { ActionForm } from "@/components/forms/action-form";
import { FieldRow, TextAreaField, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { SignallingFqdnField } from "@/components/settings/signalling-fqdn-field";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Facts } from "@/components/ui/facts";
import { FormDialog } from "@/components/ui/form-dialog";
import { Section } from "@/components/ui/section";
import { mayDo } from "@/lib/auth/permissions";
import { getSettings } from "@/lib/services/settings/get-settings";
import { updateSettingsAction } from "./actions";

export const metadata: Metadata = { title: "Settings" };

export default function SettingsPage() {
  return drawPage(async (context) => {
    const { settings } = await getSettings(context);
    if (settings === null) return <EmptyState title="The platform has no settings yet" />;
    return (
      <Section
        title="Platform"
        description="What carriers are told of Cradle."
        actions={
          mayDo(context.actor, "settings.write") ? (
            <FormDialog
              open="Edit settings"
              title="Edit settings"
              description="Carriers allow the FQDN by name: changing it needs their word."
            >
              <ActionForm
                action={updateSettingsAction}
                label="Edit settings"
                version={settings.version}
              >
                <SignallingFqdnField saved={settings.signallingFqdn} />
                <FieldRow>
                  <TextField
                    name="sipPort"
                    label="SIP port (UDP and TCP)"
                    required
                    inputMode="numeric"
                    defaultValue={String(settings.sipPort)}
                  />
                  <TextField
                    name="sipTlsPort"
                    label="SIP port (TLS)"
                    required
                    inputMode="numeric"
                    defaultValue={String(settings.sipTlsPort)}
                  />
                </FieldRow>
                <FieldRow>
                  <TextField
                    name="transports"
                    label="Transports"
                    required
                    hint="What carriers may send by: udp, tcp, tls"
                    defaultValue={settings.transports.join(", ")}
                  />
                  <TextField
                    name="noticeDays"
                    label="Days of notice"
                    required
                    inputMode="numeric"
                    hint="How long before a change carriers are told"
                    defaultValue={String(settings.noticeDays)}
                  />
                </FieldRow>
                <TextField
                  name="nocContact"
                  label="NOC contact"
                  defaultValue={settings.nocContact}
                />
                <TextAreaField
                  name="escalation"
                  label="Escalation"
                  rows={3}
                  hint="Whom carriers call, one a line in order: who, how, at which hours. Duty engineer, +6448879999, at any hour"
                  defaultValue={settings.escalation.join("\n")}
                />
                <TextField
                  name="testWindow"
                  label="Test window"
                  hint="When test calls are made, unless a carrier has agreed another: working days 09:00 to 17:00, New Zealand time"
                  defaultValue={settings.testWindow}
                />
                <TextField
                  name="codecs"
                  label="Codecs"
                  hint="RTP encoding names in order of preference, such as PCMA, PCMU, telephone-event"
                  defaultValue={settings.codecs.join(", ")}
                />
                <TextField
                  name="mediaRanges"
                  label="Media ranges"
                  mono
                  hint="Addresses or blocks with their ports, such as 192.0.2.0/28 10000-20000"
                  defaultValue={settings.mediaRanges.join(", ")}
                />
                <FormButtons submit="Save settings" />
              </ActionForm>
            </FormDialog>
          ) : null
        }
      >
        <Facts
          facts={[
            {
              name: "Signalling FQDN",
              value: (
                <>
                  <code className="font-mono text-[0.8125rem]">{settings.signallingFqdn}</code>{" "}
                  <CopyButton value={settings.signallingFqdn} label="signalling FQDN" />
                </>
              ),
            },
            {
              name: "Transports",
              value: settings.transports
                .map(
                  (name) =>
                    `${name.toUpperCase()} ${name === "tls" ? settings.sipTlsPort : settings.sipPort}`,
                )
                .join(", "),
            },
            { name: "Days of notice", value: settings.noticeDays },
            { name: "NOC contact", value: settings.nocContact || "none" },
            {
              name: "Escalation",
              value:
                settings.escalation.length === 0 ? (
                  "none"
                ) : (
                  <ol className="list-decimal pl-5">
                    {settings.escalation.map((step) => (
                      <li key={step}>{step}</li>
                    ))}
                  </ol>
                ),
            },
            { name: "Test window", value: settings.testWindow || "none" },
            { name: "Codecs", value: settings.codecs.join(", ") || "none" },
            { name: "Media ranges", value: settings.mediaRanges.join(", ") || "none" },
          ]}
        />
      </Section>
    );
  });
}
