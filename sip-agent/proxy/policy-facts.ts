/** Lays out what the policy decides on: the facts of one new request, read from the message once. */
import type { MessageFacts, PartyFacts, PolicyRequest, RequestUriFacts } from "@/lib/policy/model";
import type { SipMessage } from "@/lib/sip/message";
import type { NameAddr } from "@/lib/sip/name-addr";
import { decodeEscapes, type ParsedUri, type SipUri } from "@/lib/sip/sip-uri";
import type { PackedAddress } from "@/lib/telephony/packed-address";
import { addressText } from "@/lib/telephony/packed-address";
import type { Source } from "../transport/transport";
import { isLooped } from "./loop-key";
import type { ProxyContext } from "./proxy-context";
import { ANONYMOUS_HOST } from "./rewrite-hosts";

/** Parameters that say something beside the number. */
const NUMBER_PARAMS = new Set(["phone-context", "isub", "ext", "postd"]);

/** What the policy is asked. `address` is the one that counts (see `effectiveAddress`). */
export function policyRequest(
  context: ProxyContext,
  request: SipMessage,
  source: Source,
  address: PackedAddress,
  key: string,
): PolicyRequest {
  return {
    ...surroundingFacts(context, source, address),
    defect: null,
    message: messageFacts(context, request, key),
  };
}

/** What the policy is asked of a request that is no good. */
export function defectRequest(
  context: ProxyContext,
  source: Source,
  address: PackedAddress,
  defect: string,
): PolicyRequest {
  return { ...surroundingFacts(context, source, address), defect, message: null };
}

function surroundingFacts(context: ProxyContext, source: Source, address: PackedAddress) {
  return {
    nowMs: context.wallMs,
    source: {
      address,
      port: source.port,
      transport: source.transport,
      resolvedTargetIds: context.resolver.targetsAt(addressText(address)),
      isOverRate: false,
    },
    agent: {
      isDraining: context.isDraining(),
      isOverloaded: context.isOverloaded(),
      refusesUnknownSources: context.refusesUnknownSources,
      isEveryHopTls: false,
    },
  };
}

function messageFacts(context: ProxyContext, request: SipMessage, key: string): MessageFacts {
  return {
    method: request.method,
    sipVersion: request.version,
    requestUri: requestUriFacts(context, request.parsedRequestUri),
    hasToTag: request.toTag !== null,
    maxForwards: request.maxForwards,
    proxyRequire: request.proxyRequire,
    isLooped: isLooped(request, key, context.listeners),
    from: partyFacts(request.from),
    assertedIdentities: (request.assertedIdentities ?? []).map(partyFacts),
    privacy: request.privacy,
    diversion: firstParty(request.diversions),
    historyInfo: firstParty(request.historyInfo),
    credentials: context.digest.verify(request),
  };
}

function requestUriFacts(context: ProxyContext, uri: ParsedUri | null): RequestUriFacts {
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
      uri.hostKind !== "name" &&
      context.listeners.some((listener) => listener.address === uri.host),
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
