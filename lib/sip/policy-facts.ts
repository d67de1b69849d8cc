/** Lays out what the policy decides on: the facts of one new request, read from the message once. */
import type {
  AgentFacts,
  CredentialVerdict,
  MessageFacts,
  PartyFacts,
  PolicyRequest,
  RequestUriFacts,
  SourceFacts,
} from "@/lib/policy/model";
import { NO_NUMBER, packPossibleE164 } from "@/lib/telephony/number-plan";
import { isLooped, type ListeningPlace } from "./loop-key";
import type { SipMessage } from "./message";
import type { NameAddr } from "./name-addr";
import { decodeEscapes, type ParsedUri, type SipUri } from "./sip-uri";

/** The host of an anonymous caller (RFC 3323 §4.1.1.3). */
export const ANONYMOUS_HOST = "anonymous.invalid";

/** Parameters that say something beside the number. */
const NUMBER_PARAMS = new Set(["phone-context", "isub", "ext", "postd"]);

/** What is known of a request besides what it says. */
export interface Arrival {
  readonly nowMs: number;
  /** Its address is the one that counts (see `senderOf`). */
  readonly source: SourceFacts;
  readonly agent: AgentFacts;
  /** Where the agent that got it listens. */
  readonly listeners: readonly ListeningPlace[];
}

/** What the policy is asked. `key`: the request's `loopKey`; `credentials`: what the digest check found. */
export function policyRequest(
  arrival: Arrival,
  request: SipMessage,
  key: string,
  credentials: CredentialVerdict,
): PolicyRequest {
  const { nowMs, source, agent, listeners } = arrival;
  const message = messageFacts(request, listeners, key, credentials);
  return { nowMs, source, agent, defect: null, message };
}

/** What the policy is asked of a request that is no good. */
export function defectRequest(arrival: Arrival, defect: string): PolicyRequest {
  const { nowMs, source, agent } = arrival;
  return { nowMs, source, agent, defect, message: null };
}

/** Every number (+E.164) that a decision on this request could ask for. */
export function numbersNamed(request: SipMessage): string[] {
  const facts = messageFacts(request, [], "", { kind: "absent" });
  const { requestUri, from, assertedIdentities, diversion, historyInfo } = facts;
  const users = [requestUri, from, ...assertedIdentities, diversion, historyInfo].map(
    (party) => party?.user ?? "",
  );
  return [...new Set(users.filter((user) => packPossibleE164(user) !== NO_NUMBER))];
}

function messageFacts(
  request: SipMessage,
  listeners: readonly ListeningPlace[],
  key: string,
  credentials: CredentialVerdict,
): MessageFacts {
  return {
    method: request.method,
    sipVersion: request.version,
    requestUri: requestUriFacts(listeners, request.parsedRequestUri),
    hasToTag: request.toTag !== null,
    maxForwards: request.maxForwards,
    proxyRequire: request.proxyRequire,
    isLooped: isLooped(request, key, listeners),
    from: partyFacts(request.from),
    assertedIdentities: (request.assertedIdentities ?? []).map(partyFacts),
    privacy: request.privacy,
    diversion: firstParty(request.diversions),
    historyInfo: firstParty(request.historyInfo),
    credentials,
  };
}

function requestUriFacts(
  listeners: readonly ListeningPlace[],
  uri: ParsedUri | null,
): RequestUriFacts {
  if (uri?.kind !== "sip") {
    const tel = uri?.kind === "tel" ? uri : null;
    return {
      scheme: uri?.scheme ?? "",
      user: tel === null ? null : decodeEscapes(tel.number),
      hasPassword: false,
      host: "",
      hostKind: "name",
      isOwnAddress: false,
      hasMaddr: false,
      hasNumberParameter: false,
    };
  }
  return {
    scheme: uri.scheme,
    user: userOf(uri),
    hasPassword: uri.password !== null,
    host: uri.host,
    hostKind: uri.hostKind,
    isOwnAddress:
      uri.hostKind !== "name" && listeners.some((listener) => listener.address === uri.host),
    hasMaddr: uri.params.some(({ name }) => name === "maddr"),
    hasNumberParameter: uri.params.some(({ name }) => NUMBER_PARAMS.has(name)),
  };
}

/**
 * Facts of an address in From, P-Asserted-Identity, Diversion, History-Info or Referred-By. Anonymous is who names nobody:
 * the host anonymous.invalid beside a number hides nothing, for the far end shows the number.
 */
export function partyFacts(party: NameAddr | null): PartyFacts {
  const uri = party?.parsedUri ?? null;
  switch (uri?.kind) {
    case "sip": {
      const user = userOf(uri);
      const word = user?.toLowerCase();
      return {
        scheme: uri.scheme,
        user,
        isAnonymous:
          word === undefined
            ? uri.host === ANONYMOUS_HOST
            : word === "anonymous" || word === "unavailable",
      };
    }
    case "tel":
      return { scheme: "tel", user: decodeEscapes(uri.number), isAnonymous: false };
    default:
      return { scheme: uri?.scheme ?? "", user: null, isAnonymous: false };
  }
}

function userOf(uri: SipUri): string | null {
  return uri.user === null ? null : decodeEscapes(uri.user);
}

function firstParty(parties: readonly NameAddr[] | null): PartyFacts | null {
  const first = parties?.[0];
  return first === undefined ? null : partyFacts(first);
}
