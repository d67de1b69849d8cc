/** The agent's one digest check, joined to its metrics, its log, and the note of when a credential was last used. */
import type { Deps } from "@/lib/core/deps";
import type { Logger } from "@/lib/core/log";
import { createDigestCheck, type DigestCheck } from "../digest/digest-check";
import type { AgentMetrics } from "../ops/metrics";
import type { AgentEnv } from "./agent-env";
import type { CredentialUses } from "./credential-uses";

export interface AgentDigestParts {
  readonly env: Pick<AgentEnv, "BYOC_SECRET_KEYS">;
  readonly deps: Deps;
  readonly metrics: AgentMetrics;
  readonly uses: CredentialUses;
  readonly log: Logger;
}

export function agentDigest({ env, deps, metrics, uses, log }: AgentDigestParts): DigestCheck {
  return createDigestCheck({
    ring: env.BYOC_SECRET_KEYS,
    randomBytes: deps.randomBytes,
    startedMs: deps.now().getTime(),
    onOutcome: (outcome) => metrics.countDigest(outcome),
    onUsed: (credentialId, usedMs) => uses.note(credentialId, usedMs),
    onUnreadable(credentialId) {
      // Its key is not in the ring, or the row was tampered with.
      metrics.countAlert("credential-unreadable");
      log.error({ credentialId }, "a SIP credential cannot be opened: it counts as revoked");
    },
    onClockSetBack(byMs) {
      metrics.countAlert("clock-set-back");
      log.error({ byMs }, "the clock was set back: nonces made before are asked anew");
    },
  });
}
