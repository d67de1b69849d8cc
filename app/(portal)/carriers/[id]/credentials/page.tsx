// How a carrier proves itself beyond its addresses: whether it is challenged, and with which credentials it may answer.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { presentParams, readParams } from "@/app/_server/search-params";
import { AuthenticationFields } from "@/components/credentials/authentication-fields";
import { CredentialList } from "@/components/credentials/credential-list";
import { digestNote } from "@/components/credentials/digest-note";
import { IssueCredential } from "@/components/credentials/issue-credential";
import { realmNote } from "@/components/credentials/realm-note";
import { RotationGuide } from "@/components/credentials/rotation-guide";
import {
  findRotation,
  rotationSteps,
  rotationWarning,
} from "@/components/credentials/rotation-steps";
import { Pager } from "@/components/data-table/pager";
import { ActionForm } from "@/components/forms/action-form";
import { FormButtons } from "@/components/forms/form-buttons";
import { Banner } from "@/components/ui/banner";
import { EmptyState } from "@/components/ui/empty-state";
import { Facts } from "@/components/ui/facts";
import { FormDialog } from "@/components/ui/form-dialog";
import { Section } from "@/components/ui/section";
import { mayDo } from "@/lib/auth/permissions";
import { listCredentials } from "@/lib/services/credentials/list-credentials";
import { getSettings } from "@/lib/services/settings/get-settings";
import { updateCarrierAction } from "../../actions";
import { loadCarrier } from "../../load-carrier";
import {
  issueCredentialAction,
  noteCredentialHandOverAction,
  retireCredentialAction,
  revokeCredentialAction,
} from "./actions";

export const metadata: Metadata = { title: "Credentials of a carrier" };

/** A rotation of a week, as the verb has it where no date is given. */
const ROTATION_MS = 7 * 86_400_000;

export default function CredentialsPage({
  params,
  searchParams,
}: PageProps<"/carriers/[id]/credentials">) {
  return drawPage(async (context) => {
    const { carrier, credentials: inUse } = await loadCarrier((await params).id);
    const query = readParams(await searchParams, ["cursor"]);
    const page = await listCredentials(context, {
      carrierId: carrier.id,
      ...presentParams(query),
    });
    const open = carrier.state !== "closed";
    const mayIssue = open && mayDo(context.actor, "credential.write");
    const note = open ? digestNote(carrier.authMode, inUse.length) : null;
    const { settings } = await getSettings(context);
    const realms = open ? realmNote(inUse, settings?.signallingFqdn ?? null) : null;
    // The newest stand first, and those in use among them.
    const rotation = open && query.cursor === undefined ? findRotation(page.items) : null;
    const isAsked = carrier.authMode === "acl_and_digest";
    return (
      <>
        <Section
          title="Authentication of inbound calls (termination)"
          description="The source address is checked first, always. A password comes on top of it, never in its place."
          actions={
            open && mayDo(context.actor, "carrier.write") ? (
              <FormDialog open="Edit authentication" title={`Authentication of ${carrier.name}`}>
                <ActionForm
                  action={updateCarrierAction}
                  label="Edit authentication"
                  version={carrier.version}
                  hidden={{ id: carrier.id }}
                >
                  <AuthenticationFields values={carrier} />
                  <FormButtons submit="Save authentication" />
                </ActionForm>
              </FormDialog>
            ) : null
          }
        >
          {note ? (
            <Banner tone={note.tone} className="mb-3">
              {note.text}
            </Banner>
          ) : null}
          <Facts
            facts={[
              {
                name: "Accepted from",
                value: isAsked
                  ? "an address on its ACL that answers a digest challenge"
                  : "an address on its ACL, without a password",
              },
              {
                name: "Challenge",
                value: isAsked
                  ? carrier.digestStatus === 401
                    ? "401 Unauthorized"
                    : "407 Proxy Authentication Required"
                  : "none",
              },
              {
                name: "Algorithms offered",
                value: carrier.digestMd5Only ? "MD5 alone" : "SHA-256 first, then MD5",
              },
            ]}
          />
        </Section>

        <Section
          title="SIP credentials"
          description="A username and a password that Cradle makes. Two may be in use, so that a new one is in place before the old one ends."
        >
          {realms === null ? null : (
            <Banner tone="warn" className="mb-3">
              {realms}
            </Banner>
          )}
          {mayIssue ? (
            <IssueCredential
              carrierId={carrier.id}
              action={issueCredentialAction}
              full={inUse.length >= 2}
            />
          ) : null}
          {page.items.length === 0 ? (
            <EmptyState title="No credential yet">
              {mayIssue
                ? "Issue one, hand it to the carrier, then ask for digest above."
                : "Onboarding issues them once a quote is accepted."}
            </EmptyState>
          ) : (
            <CredentialList
              credentials={page.items}
              inUse={inUse.length}
              isAsked={isAsked}
              retiresAt={new Date(context.now().getTime() + ROTATION_MS)}
              actions={
                mayIssue
                  ? {
                      handOver: noteCredentialHandOverAction,
                      retire: retireCredentialAction,
                      revoke: revokeCredentialAction,
                    }
                  : null
              }
            />
          )}
          <Pager
            path={`/carriers/${carrier.id}/credentials`}
            params={{}}
            cursor={query.cursor}
            nextCursor={page.nextCursor}
          />
        </Section>

        {rotation === null ? null : (
          <Section
            title="Rotation"
            description="From one password to the next without a call refused in between."
          >
            {rotationWarning(rotation) === null ? null : (
              <Banner tone="warn" className="mb-3">
                {rotationWarning(rotation)}
              </Banner>
            )}
            <RotationGuide steps={rotationSteps(rotation)} />
          </Section>
        )}
      </>
    );
  });
}
