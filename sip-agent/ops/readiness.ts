/** Whether the agent should be sent calls, and if not, why in words. Pure. */
import type { Snapshot } from "@/lib/snapshot/model";
import { isEgress } from "../proxy/targets";
import type { Listener } from "../transport/transport";

export interface ReadinessFacts {
  readonly snapshot: Snapshot | null;
  readonly listeners: readonly Listener[];
  readonly isDraining: boolean;
  /** Lines that the disk refuses at the moment. */
  readonly spoolWaiting: number;
  readonly configProblem: Error | null;
  /** Nobody has saved any settings yet. */
  readonly notSetUp: Error | null;
  readonly isPostgresAway: boolean;
  /** Certificates in use, and what of their files cannot be used. */
  readonly certificates: readonly { readonly name: string; readonly expiresMs: number }[];
  readonly certificateProblems: readonly string[];
  readonly wallMs: number;
}

/** A certificate that ends sooner is worth a word. */
const EXPIRY_NOTICE_MS = 14 * 86_400_000;

export interface Readiness {
  readonly isReady: boolean;
  /** Why it is not ready, each a sentence without its full stop. */
  readonly reasons: readonly string[];
  /** What somebody should look at, though calls are taken. */
  readonly notices: readonly string[];
}

export function readiness(facts: ReadinessFacts): Readiness {
  const { snapshot, listeners, wallMs } = facts;
  const reasons: string[] = [];
  const notices: string[] = [];
  if (facts.isDraining) reasons.push("shutting down");
  if (snapshot === null) {
    reasons.push(
      facts.isPostgresAway
        ? "no configuration yet: Postgres is not reached, and there is no copy on this disk"
        : (facts.notSetUp?.message ?? "no configuration yet: it is being read"),
    );
  } else {
    const choice = { listeners, snapshot, wallMs };
    const listed = listeners.filter((listener) => isEgress(choice, listener.address));
    const places = [...new Set(listeners.map(({ address }) => address))].join(", ");
    if (listed.length === 0) {
      reasons.push(`no listed egress address to send from: this agent listens on ${places}`);
    } else {
      for (const { transport, family } of withoutEgress(listeners, listed)) {
        notices.push(`no listed egress address for ${transport} over IPv${family}`);
      }
    }
  }
  if (facts.spoolWaiting > 0) reasons.push("call records cannot be written to this disk");
  if (facts.configProblem !== null) {
    notices.push(`the latest change is not applied: ${facts.configProblem.message}`);
  }
  notices.push(...facts.certificateProblems);
  for (const { name, expiresMs } of facts.certificates) {
    const day = new Date(expiresMs).toISOString().slice(0, 10);
    if (expiresMs <= wallMs) notices.push(`the certificate ${name} has expired on ${day}`);
    else if (expiresMs - wallMs < EXPIRY_NOTICE_MS) {
      notices.push(`the certificate ${name} expires on ${day}`);
    }
  }
  if (facts.isPostgresAway)
    notices.push("Postgres is away: calls go on with the last configuration");
  return { isReady: reasons.length === 0, reasons, notices };
}

/** Kinds of sockets of which none may send toward carriers. */
function withoutEgress(listeners: readonly Listener[], listed: readonly Listener[]): Listener[] {
  const kind = ({ transport, family }: Listener) => `${transport}${family}`;
  const covered = new Set(listed.map(kind));
  const missing = new Map<string, Listener>();
  for (const listener of listeners) {
    if (!covered.has(kind(listener))) missing.set(kind(listener), listener);
  }
  return [...missing.values()];
}

/** The agent's state as its row in the database has it. */
export function reportedState(
  isStopped: boolean,
  isDraining: boolean,
  isReady: boolean,
): "stopped" | "draining" | "ready" | "not_ready" {
  if (isStopped) return "stopped";
  if (isDraining) return "draining";
  return isReady ? "ready" : "not_ready";
}
