/** OPTIONS of our own: asks a gateway or core endpoint whether it is alive (RFC 3261 §11). */

import { buildRequest } from "@/lib/sip/build-request";
import type { CheckedTarget } from "../health-check/options-checks";
import type { CheckResult } from "../health-check/target-health";
import type { Destination } from "../transport/transport";
import { bracketed, hostPort } from "./invite-rewrite";
import { choiceOf } from "./next-hop";
import { type ProxyContext, randomHex } from "./proxy-context";
import { requireParsed } from "./target-choice";
import { destinationOf } from "./targets";
import { viaValue } from "./via";

/** Sends it; `onEnd` is called once, at once where it cannot be sent. It leaves from where calls would. */
export function sendOptions(
  context: ProxyContext,
  target: CheckedTarget,
  onEnd: (result: CheckResult) => void,
): void {
  const { side, carrierId } = target;
  const destination = destinationOf(
    choiceOf(context),
    context.resolver,
    { ...target, allowTcp: false },
    side,
    carrierId,
    0,
  );
  if (destination === null) {
    onEnd({ status: null, reason: "no address, or no socket to send from", roundTripMs: 0 });
    return;
  }
  const startedMs = context.nowMs;
  const end = (status: number | null, reason: string) =>
    onEnd({ status, reason, roundTripMs: context.nowMs - startedMs });
  const sent = context.layer.request(
    {
      method: "OPTIONS",
      to: destination,
      peer: destination.peer,
      limitKey: null,
      inDialog: false,
      data: { kind: "own", onEnd: end },
      write: (branchId) => {
        const bytes = writeOptions(context, target, destination, branchId);
        return { bytes, message: requireParsed(bytes) };
      },
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
