// The versions that were sent: to whom, the PDF, and the carrier's word on each.
import { DocumentLink } from "@/components/documents/document-link";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { CheckboxField, SelectField, TextAreaField, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { FormDialog } from "@/components/ui/form-dialog";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { type ContactChoice, contactOptions } from "./contact-choice";

export interface HandOffRow {
  readonly id: string;
  readonly carrierId: string;
  readonly number: number;
  readonly sentAt: Date | null;
  readonly sentToName: string | null;
  readonly documentId: string | null;
  readonly acknowledgements: readonly {
    readonly id: string;
    readonly contactName: string;
    readonly allowsFqdnAndEgress: boolean;
    readonly note: string;
    readonly acknowledgedAt: Date;
  }[];
}

export interface HandOffListProps {
  versions: readonly HandOffRow[];
  contacts: readonly ContactChoice[];
  /** Null for who may only look. */
  acknowledge: FormAction | null;
}

const CHANNELS = [
  { value: "email", label: "E-mail" },
  { value: "phone", label: "Phone" },
  { value: "meeting", label: "Meeting" },
  { value: "portal", label: "Carrier's portal" },
  { value: "other", label: "Other" },
];

function AcknowledgeForm({
  version,
  contacts,
  action,
}: {
  version: HandOffRow;
  contacts: readonly ContactChoice[];
  action: FormAction;
}) {
  return (
    <FormDialog
      open="Record carrier's word"
      openLabel={`Record carrier's word on version ${version.number}`}
      title={`The carrier's word on version ${version.number}`}
      description="The latest one counts. A trunk goes live only while it covers the FQDN and every egress address."
    >
      <ActionForm
        action={action}
        label="Record carrier's word"
        hidden={{ handOffVersionId: version.id }}
      >
        <SelectField
          name="contactId"
          label="Who said it"
          required
          options={contactOptions(contacts)}
        />
        <SelectField name="channel" label="How" required options={CHANNELS} defaultValue="email" />
        <TextField
          name="acknowledgedAt"
          label="When (UTC)"
          type="datetime-local"
          hint="Empty: just now"
        />
        <CheckboxField
          name="allowsFqdnAndEgress"
          label="It allows the FQDN and every egress address"
          hint="Untick where it only received the sheet, or takes its word back"
          defaultChecked
        />
        <TextAreaField
          name="note"
          label="Evidence"
          hint="The carrier's own words, or where they are kept"
        />
        <FormButtons submit="Record word" />
      </ActionForm>
    </FormDialog>
  );
}

function Words({ version }: { version: HandOffRow }) {
  if (version.acknowledgements.length === 0) return <span className="text-ink-soft">none yet</span>;
  return (
    <ul className="grid gap-2">
      {version.acknowledgements.map((word) => (
        <li key={word.id}>
          <Badge tone={word.allowsFqdnAndEgress ? "good" : "warn"}>
            {word.allowsFqdnAndEgress ? "Allows FQDN and addresses" : "Received"}
          </Badge>{" "}
          {word.contactName}, <Timestamp at={word.acknowledgedAt} />
          {word.note === "" ? null : (
            <p className="text-[0.8125rem] text-ink-soft wrap-anywhere whitespace-pre-line">
              {word.note}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

export function HandOffList({ versions, contacts, acknowledge }: HandOffListProps) {
  if (versions.length === 0) {
    return (
      <EmptyState title="Nothing sent yet">
        Each sheet that is sent stays here under its version number, with the carrier's word on it.
      </EmptyState>
    );
  }
  return (
    <Table
      caption="Hand-off sheets sent"
      rows={versions}
      rowKey={(version) => version.id}
      columns={[
        {
          header: "Version",
          heading: true,
          cell: (version) => (
            <TextLink href={`/carriers/${version.carrierId}/hand-off?version=${version.number}`}>
              {`Version ${version.number}`}
            </TextLink>
          ),
        },
        {
          header: "Sent",
          cell: (version) => (
            <>
              {version.sentAt === null ? "not yet" : <Timestamp at={version.sentAt} />}
              {version.sentToName === null ? null : (
                <span className="block text-ink-soft">{`to ${version.sentToName}`}</span>
              )}
            </>
          ),
        },
        {
          header: "PDF",
          cell: (version) =>
            version.documentId === null ? (
              <span className="text-ink-soft">being drawn</span>
            ) : (
              <DocumentLink id={version.documentId} fileName={`PDF of version ${version.number}`} />
            ),
        },
        { header: "Carrier's word", cell: (version) => <Words version={version} /> },
        ...(acknowledge === null
          ? []
          : [
              {
                header: "Record",
                cell: (version: HandOffRow) => (
                  <AcknowledgeForm version={version} contacts={contacts} action={acknowledge} />
                ),
              },
            ]),
      ]}
    />
  );
}
