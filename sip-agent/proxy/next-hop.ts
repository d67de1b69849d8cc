/** Where a request inside a dialog goes next: never to a place that only the message names. */

import type { ParsedUri, SipUri } from "@/lib/sip/sip-uri";
import { addressText, packAddress } from "@/lib/telephony/packed-address";
import { DEFAULT_PORT } from "../transport/response-destination";
import type { Destination } from "../transport/transport";
import { findTargets } from "./configured";
import { transportOf } from "./contact-marks";
import { type DialogRequest, routeUri, targetUri } from "./dialog-lookup";
import type { ProxyContext } from "./proxy-context";
import { isKnownOn } from "./source-lookup";
import { destinationAt, destinationOf, mayBeNamed, type SocketChoice } from "./targets";
import { type DialogToken, shortId, type TokenSide } from "./token/dialog-token";

/**
 * The next hop that the URI names, if it is an address of the far side (a carrier's ACL and gateways) or the name of a
 * configured one; otherwise the place that the token remembers: the target that answered, or where the INVITE came from.
 * Null if that is gone too. No other name is ever resolved. Nothing that a carrier writes is followed into the core: only
 * the hidden route set, and the Contact that a token of ours or this agent's own memory names.
 */
export function nextHop(
  context: ProxyContext,
  { token, isSealed }: DialogRequest,
  uri: ParsedUri | null,
  carrierId: string,
  bytes: number,
): Destination | null {
  const side = farSide(token);
  const isOwnWord = side === "carrier" || isSealed || token.hiddenRoutes.length > 0;
  const follows = uri?.kind === "sip" && isOwnWord;
  const written = follows ? asWritten(context, uri, side, carrierId, bytes) : null;
  return written ?? remembered(context, token, side, carrierId, bytes);
}

/** The next hop for a route value or Contact of that side, null if it names no place of that side. */
export function onwardHop(
  context: ProxyContext,
  routeOrUri: string,
  side: TokenSide,
  carrierId: string,
): Destination | null {
  const uri = routeUri(routeOrUri) ?? targetUri(routeOrUri);
  return uri?.kind === "sip" ? asWritten(context, uri, side, carrierId, 0) : null;
}

/** The side that requests with this token go to. */
export function farSide(token: DialogToken): TokenSide {
  return token.side === "core" ? "carrier" : "core";
}

export function choiceOf(context: ProxyContext): SocketChoice {
  return {
    listeners: context.listeners,
    snapshot: context.snapshot(),
    wallMs: context.wallMs,
  };
}

function asWritten(
  context: ProxyContext,
  uri: SipUri,
  side: TokenSide,
  carrierId: string,
  bytes: number,
): Destination | null {
  if (uri.hostKind === "name") {
    const named = findTargets(context.snapshot(), side, carrierId).find(
      (target) => target.host.toLowerCase() === uri.host,
    );
    return named === undefined
      ? null
      : destinationOf(choiceOf(context), context.resolver, named, side, carrierId, bytes);
  }
  const transport = transportOf(uri);
  if (transport === null) return null;
  const port = uri.port ?? DEFAULT_PORT[transport];
  const place = { transport, address: uri.host, port };
  if (!isOnSide(context, place, side, carrierId)) return null;
  const destination = destinationAt(choiceOf(context), place, side, carrierId);
  if (destination === null || transport !== "tls") return destination;
  const serverName = certificateName(context, destination.address, side, carrierId);
  return serverName === null ? destination : { ...destination, serverName };
}

/**
 * The name that the certificate at an address of that side is to be for: hardly any is for an address, which is what a
 * Contact shows, so it is the gateway's that leads there, else the first. Null where none is configured by name.
 */
function certificateName(
  context: ProxyContext,
  address: string,
  side: TokenSide,
  carrierId: string,
): string | null {
  const all = findTargets(context.snapshot(), side, carrierId).filter(
    ({ transport }) => transport === "tls",
  );
  if (all.some(({ host }) => canonicalAddress(host) === address)) return null;
  const named = all.filter(({ host }) => canonicalAddress(host) === null);
  const leads = (target: (typeof named)[number]) =>
    context.resolver.placesOf(target, "tls", "").some((place) => place.address === address);
  return (named.find(leads) ?? named[0])?.host ?? null;
}

function canonicalAddress(host: string): string | null {
  const packed = packAddress(host);
  return packed === null ? null : addressText(packed);
}

function remembered(
  context: ProxyContext,
  token: DialogToken,
  side: TokenSide,
  carrierId: string,
  bytes: number,
): Destination | null {
  const { target } = token;
  if (target.kind === "configured") {
    const configured = findTargets(context.snapshot(), side, carrierId).find(
      ({ id }) => shortId(id) === target.shortId,
    );
    return configured === undefined
      ? null
      : destinationOf(
          choiceOf(context),
          context.resolver,
          configured,
          side,
          carrierId,
          bytes,
          token.recordId,
        );
  }
  const place = splitHostPort(target.hostPort);
  if (place === null) return null;
  // The access lists may have changed since the call began: "block now" cuts running dialogs off too.
  if (!isOnSide(context, place, side, carrierId)) return null;
  const there = { ...place, transport: target.transport };
  const destination = destinationAt(choiceOf(context), there, side, carrierId);
  return destination === null ? null : { ...destination, isReturn: true };
}

function isOnSide(
  context: ProxyContext,
  { address, port }: { readonly address: string; readonly port: number },
  side: TokenSide,
  carrierId: string,
): boolean {
  const packed = packAddress(address);
  if (packed === null || !isKnownOn(context, side, carrierId, packed)) return false;
  // What only a carrier's DNS says is no more worth in a Contact than where a call begins.
  const place = { address: addressText(packed), port };
  return mayBeNamed(choiceOf(context), place, side, carrierId);
}

/**
 * A place that messages of that side came from or went to, `transport:address:port`; null if it is not that side's any
 * more, or no socket of ours may send there.
 */
export function knownHop(
  context: ProxyContext,
  text: string,
  side: TokenSide,
  carrierId: string,
): Destination | null {
  const first = text.indexOf(":");
  const transport = TRANSPORTS.find((name) => name === text.slice(0, first));
  const place = splitHostPort(text.slice(first + 1));
  if (transport === undefined || place === null) return null;
  if (!isOnSide(context, place, side, carrierId)) return null;
  const destination = destinationAt(choiceOf(context), { ...place, transport }, side, carrierId);
  if (destination === null || transport !== "tls") return destination;
  const serverName = certificateName(context, destination.address, side, carrierId);
  return serverName === null ? destination : { ...destination, serverName };
}

const TRANSPORTS = ["udp", "tcp", "tls"] as const;

function splitHostPort(text: string): { address: string; port: number } | null {
  const colon = text.lastIndexOf(":");
  const host = text.slice(0, colon);
  const port = Number(text.slice(colon + 1));
  if (colon < 0 || !Number.isInteger(port)) return null;
  return { address: host.startsWith("[") ? host.slice(1, -1) : host, port };
}
