/** OPTIONS of our own: asks a gateway or core endpoint whether it is alive (RFC 3261 §11). */

import { buildRequest } from "@/lib/sip/build-request";
import type { CheckedTarget } from "../health-check/options-checks";
import { type CheckResult, isAlive, type PlaceWatch } from "../health-check/target-health";
import type { Destination } from "../transport/transport";
import { bracketed, hostPort } from "./invite-rewrite";
import { choiceOf } from "./next-hop";
import { type ProxyContext, randomHex } from "./proxy-context";
import { destinationsOf, whyNowhere } from "./targets";
import { viaValue } from "./via";

/**
 * Sends one to every place that calls to the target may go to, from where they would leave: it lives if one of them
 * does. `onEnd` is called once, at once where none can be sent; `watch` hears of each place.
 */
export function sendOptions(
  context: ProxyContext,
  target: CheckedTarget,
  onEnd: (result: CheckResult) => void,
  watch?: PlaceWatch,
): void {
  const { side, carrierId } = target;
  const named = { ...target, allowTcp: false };
  const { resolver } = context;
  // What DNS has taken away is down, whoever still answers at its last address.
  const destinations =
    resolver.problemOf(named, target.transport) === null
      ? destinationsOf(choiceOf(context), resolver, named, side, carrierId, 0, "")
      : [];
  if (destinations.length === 0) {
    onEnd({ status: null, reason: whyNowhere(context, named), roundTripMs: 0 });
    return;
  }
  const startedMs = context.nowMs;
  let left = destinations.length;
  let hasEnded = false;
  watch?.begun(
    destinations.map(({ transport, address, port, listener }) => {
      return { transport, address, port, from: listener.address };
    }),
  );
  for (const [index, destination] of destinations.entries()) {
    askPlace(context, target, destination, (status, reason) => {
      left -= 1;
      const result = { status, reason, roundTripMs: context.nowMs - startedMs };
      const lives = isAlive(result);
      watch?.ended(index, result);
      if (destination.address !== target.host) resolver.note(destination, lives);
      if (hasEnded || (!lives && left > 0)) return;
      hasEnded = true;
      onEnd(result);
    });
  }
}

function askPlace(
  context: ProxyContext,
  target: CheckedTarget,
  destination: Destination,
  end: (status: number | null, reason: string) => void,
): void {
  const sent = context.layer.request(
    {
      method: "OPTIONS",
      to: destination,
      peer: destination.peer,
      limitKey: null,
      inDialog: false,
      data: { kind: "own", onEnd: end },
      write: (branchId) => writeOptions(context, target, destination, branchId),
    },
    context.nowMs,
  );
  if (typeof sent === "string") end(null, "too many requests under way");
}

function writeOptions(
  context: ProxyContext,
  target: CheckedTarget,
  destination: Destination,
  branchId: string,
): Buffer {
  const fqdn = context.snapshot().settings.signallingFqdn;
  return buildRequest({
    method: "OPTIONS",
    uri: `sip:${hostPort(target)}`,
    headers: [
      ["Via", viaValue(destination.listener, branchId)],
      ["Max-Forwards", "70"],
      ["From", `<sip:${fqdn}>;tag=${randomHex(context)}`],
      ["To", `<sip:${bracketed(target.host)}>`],
      // No part of it an address of ours or of the core.
      ["Call-ID", randomHex(context) + randomHex(context)],
      ["CSeq", "1 OPTIONS"],
      ["Accept", "application/sdp"],
    ],
  });
}
