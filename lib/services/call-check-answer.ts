// A judged call in words: every rule with its row, what it rests on, and what may have been meant.
import type { ReadStore } from "@/lib/db/store";
import type { CompiledPolicy } from "@/lib/policy/compile";
import { explain } from "@/lib/policy/explain";
import type { Decision } from "@/lib/policy/model";
import type { CallCheck } from "@/lib/schemas/call-check";
import type { JudgedDatagram } from "@/lib/sip/judge-datagram";
import { parseMessage } from "@/lib/sip/parse-message";
import { decodeEscapes } from "@/lib/sip/sip-uri";
import type { PolicyConfigRows } from "@/lib/snapshot/model";
import { addressText } from "@/lib/telephony/packed-address";
import { configStatusOf } from "./config-status";
import { calledCarrier } from "./imagined-source";
import { nearestAclEntries } from "./nearest-sources";
import { namedRow } from "./row-labels";

export interface CheckedCall {
  readonly tx: ReadStore;
  readonly rows: PolicyConfigRows;
  readonly policy: CompiledPolicy;
  readonly judged: JudgedDatagram;
  readonly agents: readonly { readonly appliedVersion: bigint; readonly openCalls: number }[];
  readonly at: Date;
  readonly isNow: boolean;
  readonly text: string;
  readonly port: number;
  readonly transport: "udp" | "tcp" | "tls";
  readonly version: bigint;
}

export async function describeCheck(checked: CheckedCall): Promise<CallCheck> {
  const { rows, judged, at, text, port, transport, version, agents } = checked;
  const { decision } = judged;
  const { summary, steps } = explain(decision);
  const carrierId = decision.carrierId ?? null;
  return {
    at,
    action: decision.action,
    rule: decision.rule,
    code: judged.isAnswerable ? decision.code : null,
    reason: decision.reason,
    summary: judged.isAnswerable
      ? summary
      : `Nothing is sent, for this cannot be answered (${decision.rule}): ${decision.reason}.`,
    direction: decision.direction,
    carrier: carrierId === null ? null : namedRow(rows, { table: "carrier", id: carrierId }),
    trunk:
      decision.trunkId === null ? null : namedRow(rows, { table: "trunk", id: decision.trunkId }),
    because: decision.because === null ? null : namedRow(rows, decision.because),
    steps: steps.map((step) => ({
      ...step,
      codes: [...step.codes],
      because: step.because === null ? null : namedRow(rows, step.because),
    })),
    targets: targetsOf(decision).map((target) => ({
      ...namedRow(rows, target),
      priority: target.priority,
      weight: target.weight,
    })),
    nearest: decision.rule === "source-unknown" ? await nearest(checked) : null,
    source: { address: addressText(judged.address), port, transport },
    message: text,
    assumptions: assumptions(checked),
    config: configStatusOf(version, agents),
  };
}

function targetsOf(decision: Decision) {
  return decision.action === "route" ? decision.targets : [];
}

async function nearest(checked: CheckedCall): Promise<CallCheck["nearest"]> {
  const { tx, rows, policy, judged, at, text } = checked;
  const parsed = parseMessage(Buffer.from(text, "utf8"));
  const uri = parsed.ok ? parsed.message.parsedRequestUri : null;
  const carrierId =
    uri?.kind === "sip" ? calledCarrier(rows, uri.host, decodeEscapes(uri.user ?? "") ?? "") : null;
  const knocked = await tx.calls.getUnknownSource(addressText(judged.address));
  return {
    carrier: carrierId === null ? null : namedRow(rows, { table: "carrier", id: carrierId }),
    aclEntries: nearestAclEntries(policy, judged.address, at.getTime()).map(
      ({ aclEntryId, why }) => ({
        ...namedRow(rows, { table: "acl_entry", id: aclEntryId }),
        why,
      }),
    ),
    knocked:
      knocked === null
        ? null
        : { datagrams: String(knocked.datagrams), lastSeenAt: knocked.lastSeenAt },
  };
}

/** What was not looked at, each in one sentence. */
function assumptions({ agents, isNow, transport }: CheckedCall): string[] {
  const open = agents.reduce((sum, agent) => sum + agent.openCalls, 0);
  return [
    `No limit of channels or calls per second is reached. The agents report ${open} open ${open === 1 ? "call" : "calls"} in all.`,
    "Every target answers its OPTIONS checks. Among targets of equal priority the weights draw, so that their order may be another.",
    `The request comes over ${transport.toUpperCase()}, to an agent that listens for it.`,
    "No agent is draining or overloaded, and the source keeps to its rate.",
    "A carrier that needs digest credentials is taken to send those chosen, with a nonce that is good.",
    "No host name of a gateway or core endpoint resolves to the source address.",
    "An unknown source gets no answer. An agent may be set up to answer 403.",
    ...(isNow ? [] : ["Only the time is another: everything else is as it is configured now."]),
  ];
}
