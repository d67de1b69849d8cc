// The part of a page that shows a carrier's ACL entries and changes them one by one.
import type { FormAction } from "@/components/forms/action-state";
import { FormDialog } from "@/components/ui/form-dialog";
import { Section } from "@/components/ui/section";
import { AddAclEntryForm } from "./acl-entry-form";
import { type AclEntryActions, AclEntryList, type AclEntryRow } from "./acl-entry-list";

export interface AclSectionProps {
  title: string;
  carrierId: string;
  entries: readonly AclEntryRow[];
  now: Date;
  /** Null where the visitor may not change them. */
  actions: (AclEntryActions & { readonly add: FormAction }) | null;
}

export function AclSection({ title, carrierId, entries, now, actions }: AclSectionProps) {
  return (
    <Section
      title={title}
      description="Where this carrier's calls are accepted from. Anything else gets no answer."
      actions={
        actions === null ? null : (
          <FormDialog open="Add ACL entry" title="Add ACL entry">
            <AddAclEntryForm carrierId={carrierId} preview={actions.preview} save={actions.add} />
          </FormDialog>
        )
      }
    >
      <AclEntryList entries={entries} now={now} actions={actions} />
    </Section>
  );
}
