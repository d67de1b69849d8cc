// A carrier's gateways: how each stands, agent by agent, now and over the last day, and OPTIONS on request.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { GatewayList } from "@/components/carriers/gateway-list";
import { TargetHealthList } from "@/components/targets/target-health-list";
import { Section } from "@/components/ui/section";
import { mayDo } from "@/lib/auth/permissions";
import { listTargetHealth } from "@/lib/services/targets/list-target-health";
import { sendOptionsNowAction } from "../../../targets/actions";
import { removeGatewayAction, updateGatewayAction } from "../../actions";
import { loadCarrier } from "../../load-carrier";

export const metadata: Metadata = { title: "Gateways" };

export default function GatewaysPage({ params }: PageProps<"/carriers/[id]/gateways">) {
  return drawPage(async (context) => {
    const { carrier, gateways } = await loadCarrier((await params).id);
    const health = await listTargetHealth(context, { carrierId: carrier.id });
    const mayWrite = carrier.state !== "closed" && mayDo(context.actor, "gateway.write");
    return (
      <>
        <Section
          title="Gateways"
          description="Where Cradle's calls to this carrier go, in order of priority. One is added on the overview."
        >
          <GatewayList
            gateways={gateways}
            actions={mayWrite ? { update: updateGatewayAction, remove: removeGatewayAction } : null}
          />
        </Section>
        {gateways.length === 0 ? null : (
          <Section
            title="Health"
            description="Each agent asks every gateway with OPTIONS and goes by what it sees itself. Three misses in a row put a gateway last, two answers bring it back."
          >
            <TargetHealthList
              targets={gateways}
              health={health}
              now={context.now()}
              sendOptions={mayDo(context.actor, "agent.command") ? sendOptionsNowAction : null}
            />
          </Section>
        )}
      </>
    );
  });
}
