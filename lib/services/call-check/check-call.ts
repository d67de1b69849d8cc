// Says what the sip-agents would do with a call, rule by rule, by their own code, and stores nothing.
import { Conflict, InvalidInput } from "@/lib/core/errors";
import { type CallCheck, CheckCall } from "@/lib/schemas/call-check";
import { checkRequest } from "@/lib/sip/check-message";
import { judgeDatagram } from "@/lib/sip/judge-datagram";
import { lengthMissing, type ParseResult, parseMessage } from "@/lib/sip/parse-message";
import { numbersNamed } from "@/lib/sip/policy-facts";
import { buildPolicy } from "@/lib/snapshot/build";
import { packAddress } from "@/lib/telephony/packed-address";
import { describeCheck } from "../call-check-answer";
import { findPresentAgents } from "../config-status";
import type { Context } from "../context";
import { imaginedInvite } from "../imagined-invite";
import { imaginedSource } from "../imagined-source";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function checkCall(ctx: Context, raw: unknown): Promise<CallCheck> {
  requirePermission(ctx.actor, "call.check");
  const input = parseInput(CheckCall, raw);
  const at = input.at ?? ctx.now();
  const nowMs = at.getTime();
  const sourcePort = input.sourcePort ?? 5060;
  const transport = input.transport ?? "udp";
  // Which numbers it is about does not hang on the places, which only the database knows.
  const anywhere = { calledHost: "x.invalid", sourceAddress: "192.0.2.1", sourcePort, transport };
  const pasted = input.message === undefined ? null : withCrLf(input.message);
  const numbers = readable(parse(pasted ?? imaginedInvite(input, anywhere), transport));
  return ctx.readInstant(async (tx) => {
    const rows = await tx.config.getPolicyRows(numbers);
    if (rows === null) throw new Conflict("No signalling FQDN is set yet: set it in the settings");
    const sourceAddress = input.sourceAddress ?? imaginedSource(rows, input, nowMs);
    const calledHost = input.calledHost ?? rows.platform_settings.signallingFqdn;
    const text =
      pasted ?? imaginedInvite(input, { calledHost, sourceAddress, sourcePort, transport });
    const address = packAddress(sourceAddress);
    if (address === null) throw new Error(`${sourceAddress} is no address`);
    const policy = buildPolicy(rows);
    const agents = await findPresentAgents(tx, ctx.now());
    const judged = judgeDatagram(policy, parse(text, transport), {
      nowMs,
      address,
      port: sourcePort,
      transport,
      agent: {
        isDraining: false,
        isOverloaded: false,
        refusesUnknownSources: false,
        isEveryHopTls: false,
      },
      listeners: agents.flatMap((agent) => agent.listen.flatMap(listeningPlace)),
      credentials: verdict(input.credentials),
      targetsAt: () => [],
      around: { counters: NOTHING_UP, isDown: () => false, random: () => 0 },
    });
    return describeCheck({
      tx,
      rows,
      policy,
      judged,
      agents,
      at,
      isNow: input.at === undefined,
      text,
      port: sourcePort,
      transport,
      version: await tx.agents.getConfigVersion(),
    });
  });
}

const NOTHING_UP = {
  channelsOfTrunk: () => 0,
  channelsOfCarrier: () => 0,
  callsThisSecondOfTrunk: () => 0,
  callsThisSecondOfCarrier: () => 0,
};

function verdict(credentials: CheckCall["credentials"] = "none") {
  switch (credentials) {
    case "none":
      return { kind: "absent" } as const;
    case "wrong":
    case "stale":
      return { kind: credentials } as const;
    default:
      return { kind: "verified", credentialId: credentials } as const;
  }
}

/** A text whose lines end in LF alone was pasted from somewhere that shows no CR. */
function withCrLf(text: string): string {
  return text.includes("\r\n") ? text : text.replaceAll("\n", "\r\n");
}

/** As an agent reads it: on a stream nothing but Content-Length says where a message ends. */
function parse(text: string, transport: string): ParseResult {
  const parsed = parseMessage(Buffer.from(text, "utf8"));
  if (transport === "udp" || !parsed.ok || parsed.message.has("Content-Length")) return parsed;
  const { message } = parsed;
  return { ok: false, fault: lengthMissing(message.scan.bodyStart), partial: message };
}

/** The numbers that the request names. Throws `InvalidInput` for what begins nothing and is therefore not decided. */
function readable(parsed: ParseResult): string[] {
  if (!parsed.ok) return [];
  const { message } = parsed;
  const refuse = (words: string): never => {
    throw new InvalidInput([{ path: "message", message: words }]);
  };
  if (!message.isRequest) return refuse("must be a request; this is a response");
  if (message.method === "ACK" || message.method === "CANCEL") {
    return refuse(
      `must begin something; ${message.method === "ACK" ? "an" : "a"} ${message.method} belongs to a call under way`,
    );
  }
  if (message.toTag !== null) {
    return refuse("must begin something; a request with a tag in To belongs to a call under way");
  }
  return checkRequest(message).ok ? numbersNamed(message) : [];
}

/** `udp://127.0.0.1:5060` as a Via of that agent says it. */
function listeningPlace(url: string) {
  const match = /^\w+:\/\/(?:\[([^\]]+)\]|([^:[\]]+)):(\d+)$/.exec(url);
  const address = match?.[1] ?? match?.[2];
  return address === undefined ? [] : [{ address, port: Number(match?.[3]) }];
}
