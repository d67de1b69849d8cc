// The sip-agents as they report themselves, with the configuration each applies.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { KeepFresh } from "@/components/layout/keep-fresh";
import { AgentTable } from "@/components/settings/agent-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { getConfigStatus } from "@/lib/services/agents/get-config-status";
import { listAgents } from "@/lib/services/agents/list-agents";

export const metadata: Metadata = { title: "Agents" };

export default function AgentsPage() {
  return drawPage(async (context) => {
    const [agents, status] = await Promise.all([listAgents(context), getConfigStatus(context)]);
    return (
      <Section
        title="Agents"
        description={`Configuration version ${status.version}, live on ${status.live} of ${status.total} agents.`}
      >
        <KeepFresh everySec={3} />
        {agents.length === 0 ? (
          <EmptyState title="No agent has reported yet">
            Start one with npm run sip-agent: it stands here within seconds.
          </EmptyState>
        ) : (
          <AgentTable agents={agents} version={BigInt(status.version)} now={context.now()} />
        )}
      </Section>
    );
  });
}
