// Cradle's own addresses: where it sends from, the core behind it, and the lab networks.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { TargetFields } from "@/components/carriers/target-fields";
import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { AddBlockDialog } from "@/components/settings/add-block-dialog";
import { CoreEndpointList } from "@/components/settings/core-endpoint-list";
import { EgressFields, EgressList } from "@/components/settings/egress-list";
import { NamedBlockList } from "@/components/settings/named-block-list";
import { TargetHealthList } from "@/components/targets/target-health-list";
import { FormDialog } from "@/components/ui/form-dialog";
import { Section } from "@/components/ui/section";
import { mayDo } from "@/lib/auth/permissions";
import { summariseNotices } from "@/lib/services/notices/summarise-notices";
import { getSettings } from "@/lib/services/settings/get-settings";
import { listTargetHealth } from "@/lib/services/targets/list-target-health";
import { sendOptionsNowAction } from "../../targets/actions";
import {
  addCoreEndpointAction,
  addCoreSourceAction,
  addEgressAddressAction,
  addLabNetworkAction,
  removeCoreEndpointAction,
  removeCoreSourceAction,
  removeEgressAddressAction,
  removeLabNetworkAction,
  updateCoreEndpointAction,
  updateEgressAddressAction,
} from "../actions";

export const metadata: Metadata = { title: "Network" };

export default function NetworkPage() {
  return drawPage(async (context) => {
    const [own, health, notices] = await Promise.all([
      getSettings(context),
      listTargetHealth(context, {}),
      summariseNotices(context),
    ]);
    const noticeDays = own.settings?.noticeDays ?? 0;
    const may = mayDo(context.actor, "settings.write");
    return (
      <>
        <Section
          title="Egress addresses"
          description="Cradle sends from these alone; carriers allow them together with the FQDN. Each that has a hand-off sheet is told of every change."
          actions={
            may ? (
              <FormDialog open="Add egress address" title="Add egress address">
                <ActionForm action={addEgressAddressAction} label="Add egress address">
                  <EgressFields noticeDays={noticeDays} />
                  <FormButtons submit="Add egress address" />
                </ActionForm>
              </FormDialog>
            ) : null
          }
        >
          <EgressList
            rows={own.egressAddresses}
            waiting={notices.waiting}
            toldCarriers={notices.toldCarriers}
            noticeDays={noticeDays}
            now={context.now()}
            actions={
              may ? { update: updateEgressAddressAction, remove: removeEgressAddressAction } : null
            }
          />
        </Section>
        <Section
          title="Core endpoints"
          description="Where inbound calls go, in order of priority."
          actions={
            may ? (
              <FormDialog open="Add core endpoint" title="Add core endpoint">
                <ActionForm action={addCoreEndpointAction} label="Add core endpoint">
                  <TargetFields />
                  <TextField name="label" label="Label" />
                  <FormButtons submit="Add core endpoint" />
                </ActionForm>
              </FormDialog>
            ) : null
          }
        >
          <CoreEndpointList
            endpoints={own.coreEndpoints}
            actions={
              may ? { update: updateCoreEndpointAction, remove: removeCoreEndpointAction } : null
            }
          />
          {own.coreEndpoints.length === 0 ? null : (
            <div className="mt-4">
              <TargetHealthList
                targets={own.coreEndpoints}
                health={health}
                now={context.now()}
                sendOptions={mayDo(context.actor, "agent.command") ? sendOptionsNowAction : null}
              />
            </div>
          )}
        </Section>
        <Section
          title="Core sources"
          description="Where outbound calls come from: what arrives from here is Cradle's own."
          actions={
            may ? (
              <AddBlockDialog
                what="core source"
                hint="An address or block of the core"
                action={addCoreSourceAction}
              />
            ) : null
          }
        >
          <NamedBlockList
            what="core source"
            caption="Core sources"
            rows={own.coreSources}
            consequence="Outbound calls from it get no answer as soon as the agents apply this."
            remove={may ? removeCoreSourceAction : null}
          />
        </Section>
        <Section
          title="Lab networks"
          description="Addresses that no public network routes, allowed in ACL entries all the same. For laboratories and demonstrations."
          actions={
            may ? (
              <AddBlockDialog
                what="lab network"
                hint="Such as 127.0.0.0/8"
                action={addLabNetworkAction}
              />
            ) : null
          }
        >
          <NamedBlockList
            what="lab network"
            caption="Lab networks"
            rows={own.labNetworks}
            consequence="ACL entries in it are refused from then on. One that is in use cannot be removed."
            remove={may ? removeLabNetworkAction : null}
          />
        </Section>
      </>
    );
  });
}
