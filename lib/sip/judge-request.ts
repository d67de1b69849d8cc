/** From a request as it was read to the decision on it: the one way, for the agent that enforces and the portal that explains. */
import type { CompiledPolicy } from "@/lib/policy/compile";
import { decide } from "@/lib/policy/decide";
import type { CredentialVerdict, Decision, Surroundings } from "@/lib/policy/model";
import type { SipMessage } from "./message";
import { type Arrival, defectRequest, policyRequest } from "./policy-facts";

/** A new request that `checkRequest` found sound. */
export interface SoundRequest {
  readonly message: SipMessage;
  /** Its `loopKey`. */
  readonly key: string;
  /** What the digest check found. */
  readonly credentials: CredentialVerdict;
}

/** Decides a request outside any dialog. */
export function judgeRequest(
  policy: CompiledPolicy,
  arrival: Arrival,
  { message, key, credentials }: SoundRequest,
  around: Surroundings,
): Decision {
  const judge = (from: Arrival) =>
    decide(policy, policyRequest(from, message, key, credentials), around);
  const decision = isSips(message) ? judgeSips(judge, arrival) : judge(arrival);
  if (decision.action !== "route" || message.fromTag !== null) return decision;
  // RFC 2543 knew such requests, and refusals reach their sender; but a call without the tag could never be
  // acknowledged or ended, since tokens are bound to it.
  return judgeDefect(policy, arrival, "From has no tag", around);
}

function isSips(message: SipMessage): boolean {
  return message.parsedRequestUri?.scheme === "sips";
}

/**
 * `sips:` asks for TLS on every hop (RFC 3261 §26.2.2). Whether each is, only the route says that it would take: it is decided
 * as if they were, and taken if all its targets are. Everything else is refused by rule 4.
 */
function judgeSips(judge: (from: Arrival) => Decision, arrival: Arrival): Decision {
  if (arrival.source.transport !== "tls") return judge(arrival);
  const agent = { ...arrival.agent, isEveryHopTls: true };
  const decision = judge({ ...arrival, agent });
  const isTls =
    decision.action !== "route" || decision.targets.every(({ transport }) => transport === "tls");
  return isTls ? decision : judge(arrival);
}

/** Decides what the parser, or `checkRequest`, refused: `defect` says why, in plain words. */
export function judgeDefect(
  policy: CompiledPolicy,
  arrival: Arrival,
  defect: string,
  around: Surroundings,
): Decision {
  return decide(policy, defectRequest(arrival, defect), around);
}
