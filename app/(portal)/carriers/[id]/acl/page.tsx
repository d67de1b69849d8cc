// A carrier's ACL: what is in force, many entries at once with a preview, and what was changed when.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { readParams } from "@/app/_server/search-params";
import { AclChangeForm } from "@/components/carriers/acl-change-form";
import { AclHistoryTable } from "@/components/carriers/acl-history-table";
import { AclSection } from "@/components/carriers/acl-section";
import { Banner } from "@/components/ui/banner";
import { Section } from "@/components/ui/section";
import { Timestamp } from "@/components/ui/timestamp";
import { mayDo } from "@/lib/auth/permissions";
import { getAclAsOf } from "@/lib/services/acl/get-acl-as-of";
import { listAclHistory } from "@/lib/services/acl/list-acl-history";
import {
  addAclEntryAction,
  previewAclChangeAction,
  previewAclEntryAction,
  removeAclEntryAction,
  saveAclChangeAction,
  updateAclEntryAction,
} from "../../actions";
import { loadCarrier } from "../../load-carrier";

export const metadata: Metadata = { title: "ACL" };

export default function CarrierAclPage({ params, searchParams }: PageProps<"/carriers/[id]/acl">) {
  return drawPage(async (context) => {
    const { actor } = context;
    const { carrier, aclEntries } = await loadCarrier((await params).id);
    const { at } = readParams(await searchParams, ["at"]);
    const history = await listAclHistory(context, { carrierId: carrier.id });
    const former = at ? await getAclAsOf(context, { carrierId: carrier.id, at }) : null;
    const mayWrite = carrier.state !== "closed" && mayDo(actor, "acl.write");
    return (
      <>
        <AclSection
          title="In force"
          carrierId={carrier.id}
          entries={aclEntries}
          now={context.now()}
          actions={
            mayWrite
              ? {
                  preview: previewAclEntryAction,
                  add: addAclEntryAction,
                  update: updateAclEntryAction,
                  remove: removeAclEntryAction,
                }
              : null
          }
        />
        {mayWrite ? (
          <Section
            title="Many at once"
            description="Paste what the carrier sent, or take its file. Nothing is stored before you have seen what it would do."
          >
            {former === null ? null : (
              <Banner tone="info" className="mb-3">
                {"The list below is the ACL as it stood on "}
                <Timestamp at={former.at} />
                {". Check it: you see what putting it back would change."}
              </Banner>
            )}
            <AclChangeForm
              key={at ?? ""}
              former={former?.text ?? null}
              carrierId={carrier.id}
              current={aclEntries.map(({ block, label }) => (label ? `${block}, ${label}` : block))}
              preview={previewAclChangeAction}
              store={saveAclChangeAction}
            />
          </Section>
        ) : null}
        <Section
          title="History"
          description="Each change of the list; a former state can be put back."
        >
          <AclHistoryTable
            events={history}
            path={mayWrite ? `/carriers/${carrier.id}/acl` : null}
          />
        </Section>
      </>
    );
  });
}
