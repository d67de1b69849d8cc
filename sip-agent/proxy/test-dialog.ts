/** For tests only: an answered call, and requests inside its dialog as each end writes them. */
import { BYOC, FAR_END } from "@/lib/policy/test-world";
import type { SipMessage } from "@/lib/sip/message";
import {
  CORE,
  CORE_ENDPOINT,
  FQDN,
  GATEWAY,
  request,
  response,
  SWITCH,
  TRUNK_FQDN,
  type Wire,
} from "./test-wire";

/** An answered call as both ends see it: where each is, its tag, its route set, the other's Contact. */
export interface Ends {
  readonly wire: Wire;
  readonly callerAt: string;
  readonly calleeAt: string;
  readonly callerRoutes: readonly string[];
  readonly calleeRoutes: readonly string[];
  readonly callerFrom: string;
  readonly callerTo: string;
  readonly calleeFrom: string;
  readonly calleeTo: string;
  readonly calleeContact: string;
  readonly callerContact: string;
  /** What each sees as the other's Contact: our token, where the core's is hidden. */
  readonly callerTarget: string;
  readonly calleeTarget: string;
}

export interface Answered {
  readonly callerRoutesBehindUs?: string;
  readonly calleeContact?: string;
  readonly callerContact?: string;
}

export function answered(wire: Wire, direction: "in" | "out", parts: Answered = {}): Ends {
  const isIn = direction === "in";
  const [callerAt, calleeAt] = isIn ? [SWITCH, CORE_ENDPOINT] : [CORE, GATEWAY];
  const uri = isIn ? `sip:${BYOC}@${FQDN}` : `sip:${FAR_END}@${TRUNK_FQDN}`;
  const callerContact = parts.callerContact ?? `sip:caller@${callerAt}`;
  const calleeContact = parts.calleeContact ?? `sip:callee@${calleeAt}`;
  const invite = request("INVITE", callerAt, {
    uri,
    from: `<sip:${isIn ? FAR_END : BYOC}@${callerAt}>;tag=caller`,
    contact: `<${callerContact}>`,
    headers:
      parts.callerRoutesBehindUs === undefined
        ? []
        : [`Record-Route: ${parts.callerRoutesBehindUs}`],
  });
  const onward = wire.send(callerAt, invite).find(({ message }) => message.method === "INVITE");
  if (onward === undefined) throw new Error("the INVITE was not routed");
  const ok = wire
    .send(calleeAt, response(onward.message, calleeAt, 200, { contact: `<${calleeContact}>` }))
    .find(({ message }) => message.status === 200);
  if (ok === undefined) throw new Error("the answer was not passed on");
  return {
    wire,
    callerAt,
    calleeAt,
    callerRoutes: ok.message.values("Record-Route").toReversed(),
    calleeRoutes: onward.message.values("Record-Route"),
    callerFrom: ok.message.header("From") ?? "",
    callerTo: ok.message.header("To") ?? "",
    calleeFrom: `${onward.message.header("To")};tag=callee`,
    calleeTo: onward.message.header("From") ?? "",
    calleeContact,
    callerContact,
    callerTarget: ok.message.contacts?.[0]?.uri ?? "",
    calleeTarget: onward.message.contacts?.[0]?.uri ?? "",
  };
}

export function fromCaller(ends: Ends, method: string, parts: Partial<Parts> = {}): string {
  return request(method, ends.callerAt, {
    uri: ends.callerTarget,
    from: ends.callerFrom,
    to: ends.callerTo,
    cseq: method === "ACK" ? 1 : 2,
    headers: ends.callerRoutes.map((value) => `Route: ${value}`),
    ...parts,
  });
}

export function fromCallee(ends: Ends, method: string, parts: Partial<Parts> = {}): string {
  return request(method, ends.calleeAt, {
    uri: ends.calleeTarget,
    from: ends.calleeFrom,
    to: ends.calleeTo,
    headers: ends.calleeRoutes.map((value) => `Route: ${value}`),
    ...parts,
  });
}
export type Parts = Parameters<typeof request>[2];

export function onwardOf(
  ends: Ends,
  text: string,
  from: string,
): { to: string; message: SipMessage } {
  const [sent, ...more] = ends.wire.send(from, text).filter(({ message }) => message.isRequest);
  if (sent === undefined || more.length > 0) throw new Error("not passed on, or not once");
  return sent;
}
