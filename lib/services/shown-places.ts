// Where a number may be shown as A-number now, by the sip-agents' own rule, and by which proof.
import type { NamedNumber } from "@/lib/db/numbers";
import type { ReadStore } from "@/lib/db/store";
import type { NamedTrunk } from "@/lib/db/trunks";
import type { RequestedItem } from "@/lib/db/verifications";
import { stateAt } from "@/lib/lifecycle/verification-request";
import { allowingRow } from "@/lib/policy/caller-rules";
import type { CompiledPolicy } from "@/lib/policy/compile";
import type { RowRef } from "@/lib/policy/model";
import type { Document } from "@/lib/schemas/document";
import type { Place, Proof } from "@/lib/schemas/look-up";
import { buildPolicy } from "@/lib/snapshot/build";

/** One place a carrier: of the customer's open trunks, of the number itself, and of its verifications. */
export async function placesOf(tx: ReadStore, number: NamedNumber, now: Date): Promise<Place[]> {
  const rows = await tx.config.getCustomerRows([number.e164], number.customerId);
  const policy = rows === null ? null : buildPolicy(rows);
  const trunks = (await tx.trunks.findOf({ customerId: number.customerId })).filter(
    (trunk) => trunk.state !== "closed",
  );
  const items = await tx.verifications.findOfNumber(number.id);
  const documents = await documentsOf(tx, items);
  const carriers = new Map([
    ...(number.carrierId === null ? [] : [[number.carrierId, number.carrierName ?? ""] as const]),
    ...trunks.map((trunk) => [trunk.carrierId, trunk.carrierName] as const),
    ...items.map((item) => [item.carrierId, item.carrierName] as const),
  ]);
  const places = [...carriers].map(([carrierId, carrierName]) =>
    placeOf({
      ...{ number, policy, now, carrierId, carrierName, documents },
      trunks: trunks.filter((trunk) => trunk.carrierId === carrierId),
      items: items.filter((item) => item.carrierId === carrierId),
    }),
  );
  return places.sort(
    (a, b) =>
      Number(b.mayBeShown) - Number(a.mayBeShown) || a.carrierName.localeCompare(b.carrierName),
  );
}

interface PlaceFacts {
  readonly number: NamedNumber;
  readonly policy: CompiledPolicy | null;
  readonly now: Date;
  readonly carrierId: string;
  readonly carrierName: string;
  readonly trunks: readonly NamedTrunk[];
  readonly items: readonly RequestedItem[];
  readonly documents: ReadonlyMap<string, readonly Document[]>;
}

function placeOf(facts: PlaceFacts): Place {
  const { number, now, carrierId, carrierName } = facts;
  const trunks = facts.trunks.map((trunk) => {
    const because = rowThatAllows(facts, trunk.id);
    const { id, name, state } = trunk;
    return { id, name, state, mayBeShown: because !== null, because };
  });
  const proofs = facts.items.map((item) => proofOf(item, now, facts.documents));
  const because = trunks.find((trunk) => trunk.mayBeShown)?.because ?? null;
  const proof = proofs.find((one) => one.itemId === because?.id) ?? null;
  const held = because?.table === "phone_number" ? number.createdAt : (proof?.verifiedFrom ?? null);
  return {
    carrierId,
    carrierName,
    mayBeShown: because !== null,
    since: because === null ? null : held,
    until: proof?.validUntil ?? null,
    trunks,
    // A carrier on which the customer has no trunk may have verified the number all the same.
    proof: proof ?? proofs.find(({ state }) => state === "verified") ?? null,
    pending: proofs.filter(({ state }) => state === "draft" || state === "submitted"),
    past: proofs.filter(
      ({ state }) => state !== "draft" && state !== "submitted" && state !== "verified",
    ),
  };
}

/** What the sip-agents' rule 15 finds for a call over this trunk at this instant. */
function rowThatAllows({ number, policy, now }: PlaceFacts, trunkId: string): RowRef | null {
  const trunk = policy?.trunks.byId.get(trunkId);
  if (policy === null || trunk === undefined) return null;
  const party = { scheme: "sip", user: number.e164, isAnonymous: false };
  return allowingRow(policy, trunk, party, now.getTime());
}

function proofOf(
  item: RequestedItem,
  now: Date,
  documents: ReadonlyMap<string, readonly Document[]>,
): Proof {
  return {
    itemId: item.id,
    state: stateAt(item, now),
    requestId: item.requestId,
    reference: item.reference,
    submittedAt: item.state === "draft" ? null : item.submittedAt,
    verifiedFrom: item.verifiedFrom,
    validUntil: item.validUntil,
    note: item.outcomeNote,
    decidedAt: item.decidedAt,
    documents: documents.get(item.requestId) ?? [],
  };
}

async function documentsOf(tx: ReadStore, items: readonly RequestedItem[]) {
  const documents = new Map<string, readonly Document[]>();
  for (const id of new Set(items.map((item) => item.requestId))) {
    const owner = { kind: "verificationRequestId", id } as const;
    documents.set(id, (await tx.documents.findPage(owner, { limit: 20 })).items);
  }
  return documents;
}
