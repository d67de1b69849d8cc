// A carrier at a glance: its state and next step, where it calls from, where it is called, its trunks.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { AclSection } from "@/components/carriers/acl-section";
import { carrierSteps } from "@/components/carriers/carrier-steps";
import { AUTH_MODE_WORDS } from "@/components/carriers/carrier-words";
import { ContradictedRequirements } from "@/components/carriers/contradicted-requirements";
import { AllowTcpField, GatewayList } from "@/components/carriers/gateway-list";
import { TargetFields } from "@/components/carriers/target-fields";
import { ActionForm } from "@/components/forms/action-form";
import { FormButtons } from "@/components/forms/form-buttons";
import { openCallWords } from "@/components/lifecycle/open-call-words";
import { Reach } from "@/components/lifecycle/reach";
import { StateSteps } from "@/components/lifecycle/state-steps";
import { TrunkTable } from "@/components/trunks/trunk-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Facts } from "@/components/ui/facts";
import { FormDialog } from "@/components/ui/form-dialog";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { mayDo } from "@/lib/auth/permissions";
import { getConfigStatus } from "@/lib/services/agents/get-config-status";
import { countOpenCalls } from "@/lib/services/calls/count-open-calls";
import { listTargetHealth } from "@/lib/services/targets/list-target-health";
import { changeTrunkStateAction } from "../../trunks/actions";
import {
  addAclEntryAction,
  addGatewayAction,
  changeCarrierStateAction,
  previewAclEntryAction,
  removeAclEntryAction,
  removeGatewayAction,
  updateAclEntryAction,
  updateGatewayAction,
} from "../actions";
import { loadCarrier } from "../load-carrier";

export const metadata: Metadata = { title: "Carrier" };

export default function CarrierPage({ params }: PageProps<"/carriers/[id]">) {
  return drawPage(async (context) => {
    const { actor } = context;
    const { carrier, aclEntries, gateways, trunks, nextSteps, contradictedMusts } =
      await loadCarrier((await params).id);
    const [health, openCalls, reach] = await Promise.all([
      listTargetHealth(context, { carrierId: carrier.id }),
      countOpenCalls(context, { carrierId: carrier.id }),
      getConfigStatus(context, { carrierId: carrier.id }),
    ]);
    const open = carrier.state !== "closed";
    const mayWriteAcl = open && mayDo(actor, "acl.write");
    const mayWriteGateways = open && mayDo(actor, "gateway.write");
    const mayWriteTrunks = open && mayDo(actor, "trunk.write");
    return (
      <>
        <ContradictedRequirements carrierId={carrier.id} codes={contradictedMusts} />
        <Section title="State">
          <Facts
            facts={[
              { name: "Since", value: <Timestamp at={carrier.stateChangedAt} /> },
              { name: "On the agents", value: <Reach state={carrier.state} reach={reach} /> },
              { name: "Country", value: carrier.country },
              { name: "Authentication", value: AUTH_MODE_WORDS[carrier.authMode] },
              { name: "Most channels", value: carrier.maxChannels ?? "as its trunks" },
              { name: "Most calls per second", value: carrier.maxCallsPerSec ?? "as its trunks" },
              ...(carrier.testNumbers.length === 0
                ? []
                : [{ name: "Test numbers", value: carrier.testNumbers.join(", ") }]),
              ...(carrier.testWindow ? [{ name: "Test window", value: carrier.testWindow }] : []),
              ...(carrier.notes ? [{ name: "Notes", value: carrier.notes }] : []),
            ]}
          />
          <div className="mt-3">
            <StateSteps
              what="carrier"
              name={carrier.name}
              id={carrier.id}
              version={carrier.version}
              steps={carrierSteps(carrier, nextSteps, openCallWords(openCalls))}
              mayOverride={mayDo(actor, "requirement.waive")}
              action={changeCarrierStateAction}
            />
          </div>
        </Section>

        <AclSection
          title="ACL entries"
          carrierId={carrier.id}
          entries={aclEntries}
          now={context.now()}
          actions={
            mayWriteAcl
              ? {
                  preview: previewAclEntryAction,
                  add: addAclEntryAction,
                  update: updateAclEntryAction,
                  remove: removeAclEntryAction,
                }
              : null
          }
        />

        <Section
          title="Gateways"
          description={
            <>
              Where Cradle's calls to this carrier go, in order of priority.{" "}
              <TextLink href={`/carriers/${carrier.id}/gateways`}>
                Health over the last day
              </TextLink>
            </>
          }
          actions={
            mayWriteGateways ? (
              <FormDialog open="Add gateway" title="Add gateway">
                <ActionForm
                  action={addGatewayAction}
                  label="Add gateway"
                  hidden={{ carrierId: carrier.id }}
                >
                  <TargetFields />
                  <AllowTcpField />
                  <FormButtons submit="Add gateway" />
                </ActionForm>
              </FormDialog>
            ) : null
          }
        >
          <GatewayList
            gateways={gateways}
            health={health}
            actions={
              mayWriteGateways ? { update: updateGatewayAction, remove: removeGatewayAction } : null
            }
          />
        </Section>

        <Section
          title="Trunks"
          actions={
            mayWriteTrunks ? (
              <ButtonLink size="sm" href={`/trunks/new?carrier=${carrier.id}`}>
                New trunk
              </ButtonLink>
            ) : null
          }
        >
          {trunks.length === 0 ? (
            <EmptyState title="No trunk">No customer is on this carrier yet.</EmptyState>
          ) : (
            <TrunkTable
              trunks={trunks}
              without="carrier"
              suspend={mayDo(actor, "trunk.suspend") ? changeTrunkStateAction : null}
            />
          )}
        </Section>
      </>
    );
  });
}
