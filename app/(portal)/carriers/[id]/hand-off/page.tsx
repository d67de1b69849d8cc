// The hand-off to a carrier: the sheet to print or send, what stands in the way, what was sent, and the carrier's word.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { presentParams, readParams } from "@/app/_server/search-params";
import { HandOffConfigs } from "@/components/hand-off/hand-off-configs";
import { HandOffList } from "@/components/hand-off/hand-off-list";
import { HandOffSheetView } from "@/components/hand-off/hand-off-sheet-view";
import { HandOffState } from "@/components/hand-off/hand-off-state";
import { PrintButton } from "@/components/hand-off/print-button";
import { SendHandOffForm } from "@/components/hand-off/send-hand-off-form";
import { KeepFresh } from "@/components/layout/keep-fresh";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { formatTimestamp } from "@/components/ui/timestamp";
import { mayDo } from "@/lib/auth/permissions";
import { getHandOffDraft } from "@/lib/services/hand-offs/get-hand-off-draft";
import { listHandOffs } from "@/lib/services/hand-offs/list-hand-offs";
import { acknowledgeHandOffAction, sendHandOffAction } from "../../hand-off-actions";
import { loadCarrier } from "../../load-carrier";

export const metadata: Metadata = { title: "Hand-off sheet" };

export default function HandOffPage({
  params,
  searchParams,
}: PageProps<"/carriers/[id]/hand-off">) {
  return drawPage(async (context) => {
    const { carrier, contacts } = await loadCarrier((await params).id);
    const { version: wanted } = presentParams(readParams(await searchParams, ["version"]));
    const [draft, sent] = await Promise.all([
      getHandOffDraft(context, { id: carrier.id }),
      listHandOffs(context, { carrierId: carrier.id, limit: 100 }),
    ]);
    const chosen = sent.items.find((version) => String(version.number) === wanted) ?? null;
    const sheet = chosen === null ? draft.sheet : chosen.content;
    const may = carrier.state !== "closed" && mayDo(context.actor, "hand-off.write");
    const reachable = contacts.filter((contact) => contact.active && contact.email !== null);
    const drawing = sent.items.some((version) => version.documentId === null);
    return (
      <>
        <div className="print:hidden">
          {drawing ? <KeepFresh everySec={4} /> : null}
          <Section
            title="Hand-off"
            description="What the carrier's NOC needs from Cradle. Sent once a customer has accepted a quote."
            actions={
              <>
                <PrintButton />
                {may && draft.missing.length === 0 && reachable.length > 0 ? (
                  <SendHandOffForm
                    action={sendHandOffAction}
                    carrierId={carrier.id}
                    contacts={reachable}
                  />
                ) : null}
              </>
            }
          >
            <HandOffState
              carrierId={carrier.id}
              draft={draft}
              hasReachableContact={reachable.length > 0}
            />
          </Section>
          <Section title="Sent to the carrier">
            <HandOffList
              versions={sent.items}
              contacts={contacts}
              acknowledge={may && contacts.length > 0 ? acknowledgeHandOffAction : null}
            />
          </Section>
          {chosen === null ? null : (
            <p className="mb-2">
              <ButtonLink size="sm" href={`/carriers/${carrier.id}/hand-off`}>
                Show the sheet as it is now
              </ButtonLink>
            </p>
          )}
        </div>
        {sheet === null ? (
          <EmptyState title="The platform has no settings yet">
            An admin sets the signalling FQDN first.
          </EmptyState>
        ) : (
          <>
            <HandOffSheetView
              sheet={sheet}
              edition={
                chosen === null
                  ? "Draft, as it would be sent now"
                  : `Version ${chosen.number}, ${formatTimestamp(chosen.sentAt ?? chosen.createdAt)}`
              }
            />
            <div className="print:hidden">
              <HandOffConfigs
                carrierId={carrier.id}
                sheet={sheet}
                number={chosen?.number ?? null}
              />
            </div>
          </>
        )}
      </>
    );
  });
}
