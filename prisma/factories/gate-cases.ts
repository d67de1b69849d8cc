// Builds a trunk that passes every gate, and for each condition the one thing that breaks it and no other.
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { type CallRecordRow, type RecordPool, writeCallBatch } from "@/lib/db/call-records";
import { RecordJson } from "@/lib/db/record-json";
import { REQUIREMENTS, type RequirementCode } from "@/lib/lifecycle/requirement";
import type { TrunkGuard, TrunkState } from "@/lib/lifecycle/trunk";
import type { QuoteRevision } from "@/lib/schemas/quote";
import type { Trunk } from "@/lib/schemas/trunk";
import { removeAclEntry } from "@/lib/services/acl/remove-acl-entry";
import { changeCarrierState } from "@/lib/services/carriers/change-carrier-state";
import type { Context } from "@/lib/services/context";
import { issueCredential } from "@/lib/services/credentials/issue-credential";
import { revokeCredential } from "@/lib/services/credentials/revoke-credential";
import { updateGateway } from "@/lib/services/gateways/update-gateway";
import { acknowledgeHandOff } from "@/lib/services/hand-offs/acknowledge-hand-off";
import { sendHandOff } from "@/lib/services/hand-offs/send-hand-off";
import { removeNumber } from "@/lib/services/numbers/remove-number";
import { deleteQuoteDraft } from "@/lib/services/quotes/delete-quote-draft";
import { recordQuoteAnswer } from "@/lib/services/quotes/record-quote-answer";
import { listRequirementChecks } from "@/lib/services/requirements/list-requirement-checks";
import { observeRequirements } from "@/lib/services/requirements/observe-requirements";
import { recordRequirement } from "@/lib/services/requirements/record-requirement";
import { announceTestCall } from "@/lib/services/test-calls/announce-test-call";
import { declareTestCall } from "@/lib/services/test-calls/declare-test-call";
import { matchTestCall } from "@/lib/services/test-calls/match-test-call";
import { changeTrunkState } from "@/lib/services/trunks/change-trunk-state";
import { getTrunk } from "@/lib/services/trunks/get-trunk";
import { updateTrunk } from "@/lib/services/trunks/update-trunk";
import { leaveCallRecord } from "./call-record";
import { makeAclEntry, makeCarrier, makeGateway } from "./carrier";
import { makeContact } from "./contact";
import { makeCustomer } from "./customer";
import { makeByocNumber } from "./number";
import { makeQuote, makeSentQuote } from "./quote";
import { makeTrunk } from "./trunk";

const OUTSIDE = "+6421345678";

/** Who works on the trunks, and where agents leave their records. */
export interface GateCrew {
  readonly admin: Context;
  readonly onboarding: Context;
  readonly jobs: Context;
  /** Both with the agents' rights. */
  readonly agent: pg.Client;
  readonly records: RecordPool;
  /** What quotes are to say, such as another tax country than New Zealand. */
  readonly quote?: object;
}

/** A thing that is left out while the trunk is built. */
type Step = "acceptance" | "termination-test" | "origination-test";

/** A trunk before one of its gates, with the rows that open it. */
export interface GateWorld {
  readonly carrierId: string;
  readonly contactId: string;
  readonly trunkId: string;
  readonly quote: QuoteRevision;
  /** Missing before the gate that asks for them. */
  readonly rows: {
    aclEntry?: { id: string; version: number };
    gateway?: { id: string; version: number };
    number?: { id: string; version: number; e164: string };
    credential?: { id: string; version: number };
    handOffId?: string;
  };
}

export async function trunkNow(crew: GateCrew, { trunkId }: Pick<GateWorld, "trunkId">) {
  return (await getTrunk(crew.admin, { id: trunkId })).trunk;
}

async function press(ctx: Context, { id, version }: Trunk, to: string, more: object = {}) {
  return changeTrunkState(ctx, { id, version, to, ...more });
}

export async function recordMust(
  ctx: Context,
  carrierId: string,
  code: RequirementCode,
  state: "met" | "not_met",
) {
  const checks = await listRequirementChecks(ctx, { carrierId });
  const version = checks.find((check) => check.code === code)?.version;
  await recordRequirement(ctx, { carrierId, code, state, version });
}

/** A carrier that is to answer a challenge, each must declared met; not marked ready yet. */
export async function makeMetCarrier(ctx: Context, except: readonly string[] = []) {
  const carrier = await makeCarrier(ctx, { authMode: "acl_and_digest" });
  const codes = REQUIREMENTS.filter(({ must, code }) => must && !except.includes(code));
  for (const { code } of codes) await recordMust(ctx, carrier.id, code, "met");
  return carrier;
}

/** Taken by its own presses to `state`, every condition of the gate after it held, save what is left out. */
export async function makeTrunkBefore(
  crew: GateCrew,
  state: "enquiry" | "quoting" | "configuring" | "testing",
  without?: Step,
): Promise<GateWorld> {
  const { admin, onboarding } = crew;
  const carrier = await makeMetCarrier(onboarding);
  await changeCarrierState(onboarding, { ...pick(carrier), to: "ready" });
  const contact = await makeContact(onboarding, { carrierId: carrier.id }, { role: "noc" });
  const customer = await makeCustomer(admin);
  const made = await makeTrunk(onboarding, carrier.id, customer.id, {
    maxChannels: null,
    maxCallsPerSec: null,
  });
  const at = { carrierId: carrier.id, contactId: contact.id, trunkId: made.id, rows: {} };
  // A quote moves its trunk by itself, unless the trunk is suspended meanwhile.
  if (state === "enquiry") {
    await press(onboarding, made, "suspended");
    const quote = await makeQuote(admin, made.id, crew.quote);
    await press(onboarding, await trunkNow(crew, at), "resumed");
    return { ...at, quote };
  }
  const sent = await makeSentQuote(admin, made.id, crew.quote);
  const accept = () =>
    recordQuoteAnswer(admin, {
      ...pick(sent),
      answer: "accepted",
      contactId: sent.sentToId,
      note: "by e-mail",
    });
  if (state === "quoting") {
    await press(onboarding, await trunkNow(crew, at), "suspended");
    if (without !== "acceptance") await accept();
    await press(onboarding, await trunkNow(crew, at), "resumed");
    return { ...at, quote: sent };
  }
  const world: GateWorld = { ...at, quote: await accept() };
  const { rows } = world;
  rows.aclEntry = await makeAclEntry(onboarding, carrier.id);
  rows.gateway = await makeGateway(onboarding, carrier.id);
  rows.number = await makeByocNumber(onboarding, made.id);
  rows.credential = (await issueCredential(onboarding, { carrierId: carrier.id })).credential;
  if (state === "configuring") return world;
  await press(onboarding, await trunkNow(crew, at), "testing");
  if (without !== "termination-test") await testInbound(crew, world);
  if (without !== "origination-test") await testOutbound(crew, world);
  rows.handOffId = (
    await sendHandOff(onboarding, { carrierId: carrier.id, contactId: contact.id })
  ).id;
  await giveWord(crew, world, true);
  return world;
}

function pick({ id, version }: { id: string; version: number }) {
  return { id, version };
}

function row<Name extends keyof GateWorld["rows"]>(world: GateWorld, name: Name) {
  const found = world.rows[name];
  if (found === undefined) throw new Error(`the trunk was built without ${name}`);
  return found as NonNullable<GateWorld["rows"][Name]>;
}

async function giveWord({ onboarding }: GateCrew, world: GateWorld, allows: boolean) {
  await acknowledgeHandOff(onboarding, {
    handOffVersionId: row(world, "handOffId"),
    contactId: world.contactId,
    allowsFqdnAndEgress: allows,
    note: "Mail of the NOC",
  });
}

async function testInbound({ onboarding, agent }: GateCrew, world: GateWorld) {
  const { trunkId, carrierId } = world;
  const { e164 } = row(world, "number");
  const { id } = await announceTestCall(onboarding, {
    ...{ trunkId, direction: "termination", announcedA: OUTSIDE, announcedB: e164 },
  });
  await leaveCallRecord(agent, {
    ...{ trunk_id: trunkId, carrier_id: carrierId, a_received: OUTSIDE, b_received: e164 },
  });
  await matchTestCall(onboarding, { id });
}

async function testOutbound({ onboarding, agent }: GateCrew, world: GateWorld) {
  const { trunkId, carrierId } = world;
  const { e164 } = row(world, "number");
  const test = await announceTestCall(onboarding, {
    ...{ trunkId, direction: "origination", announcedA: e164, announcedB: OUTSIDE },
  });
  await leaveCallRecord(agent, {
    ...{ trunk_id: trunkId, carrier_id: carrierId, direction: "origination" },
    ...{ a_received: e164, b_received: OUTSIDE },
  });
  await declareTestCall(onboarding, {
    ...pick(test),
    shownA: e164,
    declaredByName: "Duty engineer",
  });
}

/** A call of the carrier's to a number without its +, seen by the job. */
async function sendWithoutPlus({ records, jobs }: GateCrew, world: GateWorld) {
  const at = new Date().toISOString();
  const call = {
    ...{ id: randomUUID(), agentId: randomUUID(), configVersion: "1", direction: "termination" },
    ...{ carrierId: world.carrierId, customerId: null, trunkId: null, callId: randomUUID() },
    ...{ sourceAddress: "203.0.113.7", sourcePort: 5060, transport: "udp", userAgent: "" },
    ...{ requestUri: "sip:6498879333@sip.example", aReceived: OUTSIDE, bReceived: "6498879333" },
    ...{ aSent: null, bSent: null, assertedReceived: [], anonymous: false },
    ...{ rule: "b-number-format", action: "reject", status: 404, reason: "", trace: [] },
    ...{ becauseTable: null, becauseId: null, attempts: [], startedAt: at, ringingAt: null },
    ...{ answeredAt: null, endedAt: at, postDialDelayMs: null, endedBy: null },
    ...{ complete: true, sampled: false },
  } as CallRecordRow;
  await writeCallBatch(records, { records: [RecordJson.of(call)], ends: [], messages: [] });
  await observeRequirements(jobs);
}

/** How one condition comes not to hold: the trunk is built without a step, or something is taken back afterwards. */
export interface GateCase {
  readonly from: "enquiry" | "quoting" | "configuring" | "testing";
  readonly to: TrunkState;
  readonly without?: Step;
  readonly breaks?: (crew: GateCrew, world: GateWorld) => Promise<unknown>;
}

const TO_TESTING = { from: "configuring", to: "testing" } as const;
const TO_LIVE = { from: "testing", to: "live" } as const;

/** A guard without its case does not compile. */
export const GATE_CASES: Record<TrunkGuard, GateCase> = {
  "quote-missing": {
    from: "enquiry",
    to: "quoting",
    breaks: ({ admin }, { quote }) => deleteQuoteDraft(admin, pick(quote)),
  },
  "quote-not-accepted": { from: "quoting", to: "configuring", without: "acceptance" },
  "carrier-not-ready": {
    ...TO_TESTING,
    breaks: async ({ onboarding }, { carrierId }) => {
      const carrier = await onboarding.read.carriers.get(carrierId);
      return changeCarrierState(onboarding, {
        ...{ id: carrierId, version: carrier?.version, to: "suspended" },
      });
    },
  },
  "acl-entry-missing": {
    ...TO_TESTING,
    breaks: ({ onboarding }, world) => removeAclEntry(onboarding, pick(row(world, "aclEntry"))),
  },
  "gateway-missing": {
    ...TO_TESTING,
    breaks: ({ onboarding }, world) =>
      updateGateway(onboarding, { ...pick(row(world, "gateway")), enabled: false }),
  },
  "number-missing": {
    ...TO_TESTING,
    breaks: ({ onboarding }, world) => removeNumber(onboarding, pick(row(world, "number"))),
  },
  "limits-missing": {
    ...TO_TESTING,
    breaks: async (crew, world) =>
      updateTrunk(crew.onboarding, { ...pick(await trunkNow(crew, world)), maxCallsPerSec: null }),
  },
  "credential-missing": {
    ...TO_TESTING,
    breaks: ({ onboarding }, world) => revokeCredential(onboarding, pick(row(world, "credential"))),
  },
  "termination-test-missing": { ...TO_LIVE, without: "termination-test" },
  "origination-test-missing": { ...TO_LIVE, without: "origination-test" },
  "carrier-word-missing": {
    ...TO_LIVE,
    breaks: (crew, world) => giveWord(crew, world, false),
  },
  "requirement-failed": {
    ...TO_LIVE,
    breaks: ({ onboarding }, { carrierId }) =>
      recordMust(onboarding, carrierId, "A_NUMBER_ORIGINATION", "not_met"),
  },
  "requirement-contradicted": { ...TO_LIVE, breaks: sendWithoutPlus },
};
