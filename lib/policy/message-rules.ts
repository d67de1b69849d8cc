// Rules 1 to 7: who sends, at what rate, whether the message is one of ours to handle, and which name it calls.

import { unreachable } from "@/lib/core/unreachable";
import type { CompiledTrunk } from "./compile";
import { answer, type Deliberation, drop, type Rule, reject, type Said } from "./deliberation";
import type { MessageFacts, RequestUriFacts } from "./model";

const RETRY_AFTER_SEC = 5;

/** [P-1] Who the socket's address is; nobody gets no answer. */
export function judgeSource(d: Deliberation): Said {
  const { source } = d;
  switch (source.kind) {
    case "acl":
      d.direction = "termination";
      return source.because;
    case "core":
      d.direction = "origination";
      return source.because;
    case "edge":
    case "in-dialog-only":
      return drop(d, "source-unknown", "This address may not begin calls", source.because);
    case "unknown": {
      const { agent, source: facts } = d.request;
      const reason = "The source address is in no ACL";
      // Answering is an installation's choice; answering a flood is nobody's.
      return agent.refusesUnknownSources && !facts.isOverRate
        ? reject(d, "source-unknown", 403, reason)
        : drop(d, "source-unknown", reason);
    }
    default:
      return unreachable(source);
  }
}

/** [P-2] */
export function judgeRate(d: Deliberation): Said {
  if (!d.request.source.isOverRate) return "passed";
  const because = d.source.kind === "unknown" ? null : d.source.because;
  return reject(d, "source-flood", 503, "Too many requests from this address", {
    because,
    retryAfterSec: RETRY_AFTER_SEC,
  });
}

/** [P-3] */
export function judgeForm(d: Deliberation): Said {
  const { defect, message } = d.request;
  if (defect === null && message !== null) return "passed";
  // It becomes a reason phrase: one line, whatever the parser quoted.
  const words = (defect ?? "it cannot be read").replace(/[^ -~]/g, "?").slice(0, 120);
  return reject(d, "malformed", 400, `Malformed request: ${words}`);
}

/** Methods that only mean something inside a dialog or a transaction. */
const IN_DIALOG_METHODS = new Set(["BYE", "CANCEL", "PRACK", "UPDATE", "INFO", "NOTIFY"]);

/** [P-4] */
function judgeSupport(d: Deliberation, message: MessageFacts): Said {
  const { method, requestUri } = message;
  if (message.sipVersion !== "2.0") return refuse(d, 505, "Only SIP/2.0 is spoken here");
  const isSecure = requestUri.scheme === "sips" && d.request.agent.isEveryHopTls;
  if (requestUri.scheme !== "sip" && !isSecure) {
    return refuse(d, 416, "The Request-URI's scheme is not supported");
  }
  if (message.proxyRequire.length > 0)
    return refuse(d, 420, "An extension is required that is not known");
  if (message.hasToTag) return refuse(d, 481, "There is no such dialog");
  if (method !== "INVITE" && method !== "OPTIONS") {
    if (method === "ACK") return drop(d, "unsupported", "The ACK belongs to nothing");
    return IN_DIALOG_METHODS.has(method)
      ? refuse(d, 481, "There is no such dialog or transaction")
      : refuse(d, 405, "The method is not taken outside a dialog");
  }
  // An OPTIONS to us is not forwarded, so that it has no hop left does not matter (RFC 3261 §16.3).
  const isEndpoint = method === "OPTIONS" && isOurs(d, requestUri);
  if (message.maxForwards === 0 && !isEndpoint) return refuse(d, 483, "Too many hops");
  if (message.isLooped) return refuse(d, 482, "The request came back to us");
  return "passed";
}

function refuse(d: Deliberation, code: number, reason: string): Said {
  return reject(d, "unsupported", code, reason);
}

/** [P-5] */
function judgeOptions(d: Deliberation, message: MessageFacts): Said {
  if (message.method !== "OPTIONS") return "skipped";
  // Whom it calls instead, rule 7 has the words for.
  if (!isOurs(d, message.requestUri)) return "passed";
  return d.request.agent.isDraining
    ? reject(d, "options", 503, "Shutting down", { retryAfterSec: RETRY_AFTER_SEC })
    : answer(d, "options", "OK");
}

/** [P-6] */
function judgeState(d: Deliberation): Said {
  const { isDraining, isOverloaded } = d.request.agent;
  const retry = { retryAfterSec: RETRY_AFTER_SEC };
  if (isDraining) return reject(d, "draining", 503, "Shutting down: no new calls", retry);
  if (isOverloaded) return reject(d, "overload", 503, "Overloaded: no new calls for now", retry);
  return "passed";
}

const SETTINGS = { table: "platform_settings", id: "1" } as const;

/** [P-7] */
function judgeName(d: Deliberation, { method, requestUri }: MessageFacts): Said {
  if (requestUri.hostKind !== "name" || requestUri.hasMaddr) {
    return reject(d, "fqdn-required", 404, "Call the FQDN, not an address", { because: SETTINGS });
  }
  const called = calledName(d, requestUri);
  // An OPTIONS that calls a name of ours was answered by rule 5.
  if (called === null || method !== "INVITE") {
    return reject(d, "fqdn-unknown", 404, "No such FQDN here", { because: SETTINGS });
  }
  if (called === "signalling") {
    if (d.direction === "termination") return SETTINGS;
    return reject(d, "trunk-ambiguous", 404, "Originate to the FQDN of a trunk", {
      because: SETTINGS,
    });
  }
  d.calledTrunk = called;
  return called.ref;
}

/**
 * What the Request-URI's host names: the signalling FQDN, a trunk, or nothing of ours. Another carrier's trunk is
 * nothing to a carrier: whether it exists is not told.
 */
function calledName(
  d: Deliberation,
  { host }: RequestUriFacts,
): CompiledTrunk | "signalling" | null {
  const { signallingFqdn } = d.policy.settings;
  const name = host.endsWith(".") ? host.slice(0, -1) : host;
  if (name === signallingFqdn) return "signalling";
  const labelEnd = name.length - signallingFqdn.length - 1;
  if (labelEnd <= 0 || name[labelEnd] !== "." || !name.endsWith(signallingFqdn)) return null;
  const trunk = d.policy.trunks.byLabel.get(name.slice(0, labelEnd));
  if (trunk === undefined) return null;
  const isForeign = d.source.kind === "acl" && trunk.row.carrierId !== d.source.carrierId;
  return isForeign ? null : trunk;
}

function isOurs(d: Deliberation, requestUri: RequestUriFacts): boolean {
  if (requestUri.hasMaddr) return false;
  return (
    requestUri.isOwnAddress ||
    (requestUri.hostKind === "name" && calledName(d, requestUri) !== null)
  );
}

/** Rules 4 to 7 in order. */
export const MESSAGE_RULES: readonly Rule[] = [
  { number: 4, judge: judgeSupport },
  { number: 5, judge: judgeOptions },
  { number: 6, judge: judgeState },
  { number: 7, judge: judgeName },
];
