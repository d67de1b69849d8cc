// A carrier's ACL: what is in force, many entries at once with a preview, and what was changed when.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { AclChangeForm } from "@/components/carriers/acl-change-form";
import { AclEntryFields } from "@/components/carriers/acl-entry-fields";
import { AclEntryList } from "@/components/carriers/acl-entry-list";
import { ActionForm } from "@/components/forms/action-form";
import { FormButtons } from "@/components/forms/form-buttons";
import { FormDialog } from "@/components/ui/form-dialog";
import { Section } from "@/components/ui/section";
import { mayDo } from "@/lib/auth/permissions";
import {
  addAclEntryAction,
  previewAclChangeAction,
  removeAclEntryAction,
  saveAclChangeAction,
  updateAclEntryAction,
} from "../../actions";
import { loadCarrier } from "../../load-carrier";

export const metadata: Metadata = { title: "ACL" };

export default function CarrierAclPage({ params }: PageProps<"/carriers/[id]/acl">) {
  return drawPage(async ({ actor }) => {
    const { carrier, aclEntries } = await loadCarrier((await params).id);
    const mayWrite = carrier.state !== "closed" && mayDo(actor, "acl.write");
    return (
      <>
        <Section
          title="In force"
          description="Where this carrier's calls are accepted from. Anything else gets no answer."
          actions={
            mayWrite ? (
              <FormDialog open="Add ACL entry" title="Add ACL entry">
                <ActionForm
                  action={addAclEntryAction}
                  label="Add ACL entry"
                  hidden={{ carrierId: carrier.id }}
                >
                  <AclEntryFields />
                  <FormButtons submit="Add ACL entry" />
                </ActionForm>
              </FormDialog>
            ) : null
          }
        >
          <AclEntryList
            entries={aclEntries}
            actions={
              mayWrite ? { update: updateAclEntryAction, remove: removeAclEntryAction } : null
            }
          />
        </Section>
        {mayWrite ? (
          <Section
            title="Many at once"
            description="Paste what the carrier sent, or take its file. Nothing is stored before you have seen what it would do."
          >
            <AclChangeForm
              carrierId={carrier.id}
              current={aclEntries.map(({ block, label }) => (label ? `${block}, ${label}` : block))}
              preview={previewAclChangeAction}
              store={saveAclChangeAction}
            />
          </Section>
        ) : null}
      </>
    );
  });
}
