// For tests only: the rules once more, in one pass over plain rows with nothing compiled, to hold the real ones against.

import { blockHasAddress, parseBlock } from "@/lib/telephony/cidr";
import { e164Shape } from "@/lib/telephony/e164";
import { isEmergencyNumber } from "@/lib/telephony/emergency";
import { countryOfNumber, isPossibleE164 } from "@/lib/telephony/number-plan";
import type { PackedAddress } from "@/lib/telephony/packed-address";
import type { MessageFacts, PartyFacts, PolicyRequest, Surroundings } from "./model";
import type { TrunkRow } from "./rows";
import type { WorldRows } from "./test-world";

/** "action rule code", and the trunk where the call is routed. */
export function naiveDecide(rows: WorldRows, request: PolicyRequest, around: Surroundings): string {
  const { nowMs, agent, source, message } = request;
  const at = source.address;
  const isEdge = rows.edgeProxies.some((row) => has(row.address, at));
  const acl = rows.aclEntries.find(
    (row) =>
      row.active &&
      !row.blockedNow &&
      row.validFromMs <= nowMs &&
      nowMs < (row.validUntilMs ?? Infinity) &&
      has(row.block, at),
  );
  const isCore = rows.coreSources.some((row) => has(row.block, at));
  if (isEdge) return "drop source-unknown null";
  if (!acl && !isCore) {
    const isAnswered =
      agent.refusesUnknownSources &&
      !source.isOverRate &&
      message?.method !== "ACK" &&
      !isKnownToDialogs(rows, request);
    return isAnswered ? "reject source-unknown 403" : "drop source-unknown null";
  }
  const no = (rule: string, code: number) =>
    message?.method === "ACK" ? `drop ${rule} null` : `reject ${rule} ${code}`;
  if (source.isOverRate) return no("source-flood", 503);
  if (message === null) return no("malformed", 400);
  const uri = message.requestUri;
  const { method } = message;
  const trunkCalled = rows.trunks.find(
    (row) =>
      `${row.fqdnLabel}.${rows.settings.signallingFqdn}` === uri.host &&
      (!acl || row.carrierId === acl.carrierId),
  );
  const isNameOurs =
    uri.hostKind === "name" && (uri.host === rows.settings.signallingFqdn || !!trunkCalled);
  const isOurs = !uri.hasMaddr && (isNameOurs || uri.isOwnAddress);

  if (message.sipVersion !== "2.0") return no("unsupported", 505);
  if (uri.scheme !== "sip" && !(uri.scheme === "sips" && agent.isEveryHopTls)) {
    return no("unsupported", 416);
  }
  if (message.proxyRequire.length > 0) return no("unsupported", 420);
  if (message.hasToTag) return no("unsupported", 481);
  if (method === "ACK") return "drop unsupported null";
  if (["BYE", "CANCEL", "PRACK", "UPDATE", "INFO", "NOTIFY"].includes(method)) {
    return no("unsupported", 481);
  }
  if (!["INVITE", "OPTIONS"].includes(method)) return no("unsupported", 405);
  if (message.maxForwards === 0 && !(method === "OPTIONS" && isOurs)) return no("unsupported", 483);
  if (message.isLooped) return no("unsupported", 482);
  if (method === "OPTIONS" && isOurs) {
    return agent.isDraining ? no("options", 503) : "answer options 200";
  }
  if (agent.isDraining) return no("draining", 503);
  if (agent.isOverloaded) return no("overload", 503);
  if (uri.hostKind !== "name" || uri.hasMaddr) return no("fqdn-required", 404);
  if (!isNameOurs) return no("fqdn-unknown", 404);
  if (!acl && !trunkCalled) return no("trunk-ambiguous", 404);

  const user = uri.user ?? "";
  const isBGood = isPossibleE164(user) && !uri.hasPassword && !uri.hasNumberParameter;
  const b = rows.phoneNumbers.find((row) => row.e164 === user && row.active && row.kind === "byoc");
  const trunkOfB = rows.trunks.find(
    (row) => row.id === b?.trunkId && row.carrierId === acl?.carrierId,
  );
  const trunk = trunkCalled ?? trunkOfB;
  const carrierId = acl ? acl.carrierId : trunk?.carrierId;
  const carrier = rows.carriers.find((row) => row.id === carrierId);
  if (carrier?.state !== "ready") return no("carrier-inactive", 403);
  if (trunk && trunk.state !== "live" && trunk.state !== "testing")
    return no("trunk-inactive", 403);
  if (acl && carrier.authMode === "acl_and_digest") {
    const { credentials } = message;
    const status = carrier.digestStatus;
    if (credentials.kind === "absent" || credentials.kind === "stale") {
      return `challenge digest-required ${status}`;
    }
    if (credentials.kind === "throttled") return no("digest-failed", 403);
    const isProved = rows.credentials.some(
      (row) =>
        credentials.kind === "verified" &&
        row.id === credentials.credentialId &&
        row.carrierId === carrier.id &&
        (row.state === "active" || (row.state === "retiring" && nowMs < (row.retiresAtMs ?? 0))),
    );
    if (!isProved) return `challenge digest-failed ${status}`;
  }
  const countries = trunk
    ? [trunk.country]
    : rows.trunks.filter((row) => row.carrierId === carrier.id).map((row) => row.country);
  if (countries.some((country) => isEmergencyNumber(user, country))) return no("emergency", 403);
  if (!isBGood) return no("b-number-format", 404);
  const isAssigned =
    b?.carrierId === carrier.id && b.trunkId === trunk?.id && b.customerId === trunk?.customerId;
  if (acl && !isAssigned) return no("b-number-unassigned", 404);
  if (!trunk) return "never";

  const isWithheld =
    message.from.isAnonymous || message.privacy.includes("id") || message.privacy.includes("user");
  if (isWithheld && message.assertedIdentities.length === 0 && !trunk.acceptAnonymous) {
    return no("a-number-anonymous", 433);
  }
  const shown = [
    ...(message.from.isAnonymous ? [] : [message.from]),
    ...message.assertedIdentities,
  ];
  const isWritten = (party: PartyFacts) =>
    ["sip", "sips", "tel"].includes(party.scheme) && isPossibleE164(party.user ?? "");
  if (!shown.every(isWritten) && trunk.invalidANumber === "refuse")
    return no("a-number-format", 403);
  if (!acl) {
    const isFine = (party: PartyFacts) => isWritten(party) && isAllowed(rows, trunk, party, nowMs);
    if (!shown.every(isFine) && !isForwarded(trunk, message, isFine)) {
      return no("a-number-not-allowed", 403);
    }
    const number = e164Shape(user);
    const country = number && countryOfNumber(number);
    if (!country || !trunk.allowedDestinations.includes(country)) {
      return no("destination-not-allowed", 403);
    }
  }
  const { counters } = around;
  if (counters.channelsOfTrunk(trunk.id) >= (trunk.maxChannels ?? 0))
    return no("limit-channels", 480);
  if (counters.callsThisSecondOfTrunk(trunk.id) >= (trunk.maxCallsPerSec ?? 0)) {
    return no("limit-cps", 480);
  }
  if (counters.channelsOfCarrier(carrier.id) >= (carrier.maxChannels ?? Infinity)) {
    return no("limit-channels", 480);
  }
  if (counters.callsThisSecondOfCarrier(carrier.id) >= (carrier.maxCallsPerSec ?? Infinity)) {
    return no("limit-cps", 480);
  }
  const isThereTarget = acl
    ? rows.coreEndpoints.some((row) => row.enabled)
    : rows.gateways.some(
        (row) => row.enabled && row.removedAtMs === null && row.carrierId === carrier.id,
      );
  return isThereTarget ? `route route null ${trunk.id}` : no("no-target", 480);
}

function isAllowed(rows: WorldRows, trunk: TrunkRow, party: PartyFacts, nowMs: number): boolean {
  const row = rows.phoneNumbers.find((number) => number.e164 === party.user);
  if (!row?.active || row.customerId !== trunk.customerId) return false;
  if (row.kind === "byoc") return row.carrierId === trunk.carrierId;
  return rows.verifications.some(
    (item) =>
      item.state === "verified" &&
      item.numberId === row.id &&
      item.carrierId === trunk.carrierId &&
      (item.verifiedFromMs ?? Infinity) <= nowMs &&
      nowMs < (item.validUntilMs ?? Infinity),
  );
}

function isForwarded(
  trunk: TrunkRow,
  { diversion, historyInfo }: MessageFacts,
  isFine: (party: PartyFacts) => boolean,
): boolean {
  const by = diversion ?? historyInfo;
  return trunk.acceptForwarded && by !== null && isFine(by);
}

/** Whether the address may at least send messages of running dialogs: such a sender is dropped, never refused. */
function isKnownToDialogs(rows: WorldRows, { nowMs, source }: PolicyRequest): boolean {
  const longest = (carrierId: string) => {
    const calls = rows.trunks.filter((row) => row.carrierId === carrierId);
    return calls.length === 0
      ? 4 * 3600_000
      : Math.max(...calls.map((row) => row.longestCallSec * 1000));
  };
  const isEndedEntry = rows.aclEntries.some((row) => {
    const until = row.validUntilMs ?? Infinity;
    const ended = row.active ? until : Math.min(until, row.removedAtMs ?? Number.NEGATIVE_INFINITY);
    return (
      !row.blockedNow &&
      row.validFromMs <= nowMs &&
      nowMs < ended + longest(row.carrierId) &&
      has(row.block, source.address)
    );
  });
  const isTarget = (row: { readonly id: string; readonly host: string }) =>
    parseBlock(row.host).ok
      ? has(row.host, source.address)
      : source.resolvedTargetIds.includes(row.id);
  return (
    isEndedEntry ||
    rows.coreEndpoints.some(isTarget) ||
    rows.gateways.some(
      (row) => isTarget(row) && nowMs < (row.removedAtMs ?? Infinity) + longest(row.carrierId),
    )
  );
}

function has(text: string, address: PackedAddress): boolean {
  const parsed = parseBlock(text);
  return parsed.ok && blockHasAddress(parsed.value, address);
}
