/** A datagram to the decision on it, by the steps that an agent takes, for explaining what one would do. */
import type { CompiledPolicy } from "@/lib/policy/compile";
import { lookUpSource } from "@/lib/policy/look-up-source";
import type { AgentFacts, CredentialVerdict, Decision, Surroundings } from "@/lib/policy/model";
import { type Peer, peerOf } from "@/lib/policy/peer";
import { addressText, type PackedAddress } from "@/lib/telephony/packed-address";
import { checkRequest } from "./check-message";
import { judgeDefect, judgeRequest } from "./judge-request";
import { type ListeningPlace, loopKey } from "./loop-key";
import type { ParseResult } from "./parse-message";
import type { Arrival } from "./policy-facts";
import { senderOf } from "./sender";

/** Everything that an agent would know besides the datagram. */
export interface DatagramFacts {
  readonly nowMs: number;
  /** Of the socket. */
  readonly address: PackedAddress;
  readonly port: number;
  readonly transport: "udp" | "tcp" | "tls";
  readonly agent: AgentFacts;
  readonly listeners: readonly ListeningPlace[];
  readonly credentials: CredentialVerdict;
  /** Gateways and core endpoints whose name resolves to this address. */
  readonly targetsAt: (address: string) => readonly string[];
  readonly around: Surroundings;
}

export interface JudgedDatagram {
  readonly decision: Decision;
  /** The address that counted. */
  readonly address: PackedAddress;
  /** False where nobody can be answered: it is no request, or an ACK. */
  readonly isAnswerable: boolean;
}

/** Decides what is outside any dialog and transaction: a request that begins something, or nothing that can be read. */
export function judgeDatagram(
  policy: CompiledPolicy,
  parsed: ParseResult,
  facts: DatagramFacts,
): JudgedDatagram {
  const { nowMs, around, agent, listeners, credentials } = facts;
  const whoIs = (address: PackedAddress) =>
    lookUpSource(policy, address, nowMs, facts.targetsAt(addressText(address)));
  const message = parsed.ok ? parsed.message : parsed.partial;
  const sender = message === null ? null : senderOf(message, facts.address, whoIs);
  const address = sender?.address ?? facts.address;
  const arrival: Arrival = {
    nowMs,
    source: {
      address,
      port: facts.port,
      transport: facts.transport,
      resolvedTargetIds: facts.targetsAt(addressText(address)),
      isOverRate: false,
    },
    agent,
    listeners,
  };
  const isAnswerable = message?.isRequest === true && message.method !== "ACK";
  const judge = (): Decision => {
    if (!parsed.ok) return judgeDefect(policy, arrival, parsed.fault.detail, around);
    const check = checkRequest(parsed.message);
    if (!check.ok) return judgeDefect(policy, arrival, check.fault.detail, around);
    const key = loopKey(parsed.message, keyOf(sender?.peer ?? peerOf(whoIs(address))));
    return judgeRequest(policy, arrival, { message: parsed.message, key, credentials }, around);
  };
  return { decision: judge(), address, isAnswerable };
}

function keyOf(peer: Peer | null): string {
  return peer?.key ?? "";
}
