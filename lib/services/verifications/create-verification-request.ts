// Draws up a request to a carrier to confirm that Cradle owns some of its numbers.
import { Conflict, type FieldError, GateClosed, InvalidInput } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import type { PhoneNumber } from "@/lib/schemas/phone-number";
import {
  CreateVerificationRequest,
  LARGEST_REQUEST,
  type VerificationItem,
  type VerificationRequest,
} from "@/lib/schemas/verification";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { requireNamed } from "../require-row";

export interface VerificationRequestWithItems {
  readonly request: VerificationRequest;
  readonly items: readonly VerificationItem[];
}

/**
 * One draft item a number. Throws at `numbers` or `numberIds`, naming each number, for what is no Cradle number in use
 * or is under way already. A number that is verified may be asked for again: the renewal runs beside it.
 */
export async function createVerificationRequest(
  ctx: Context,
  raw: unknown,
): Promise<VerificationRequestWithItems> {
  requirePermission(ctx.actor, "verification.write");
  const person = requirePerson(ctx.actor, "verification.write");
  const { numberIds, numbers: e164s, ...input } = parseInput(CreateVerificationRequest, raw);
  return ctx.transaction(async (tx) => {
    const carrier = requireNamed("carrier", "carrierId", await tx.carriers.get(input.carrierId));
    if (carrier.state === "closed") {
      throw new GateClosed("verification with a closed carrier", [], "This carrier is closed.");
    }
    if ((await tx.verifications.getRequestByReference(input.reference)) !== null) {
      throw new Conflict("another request has this reference", "reference");
    }
    const numbers = await requireCradleNumbers(tx, numberIds, e164s);
    const path = numberIds.length > 0 ? "numberIds" : "numbers";
    const underWay = await tx.verifications.findOfNumbers(
      numbers.map(({ id }) => id),
      carrier.id,
      ["draft", "submitted"],
    );
    if (underWay.length > 0) {
      const which = numbers.filter(({ id }) => underWay.some((item) => item.numberId === id));
      const words = which.map(({ e164 }) => e164).join(", ");
      throw new Conflict(`a verification of ${words} with ${carrier.name} is under way`, path);
    }
    const request = await tx.verifications.insertRequest({
      ...input,
      id: ctx.newId(),
      createdById: person.id,
    });
    await tx.audit.insert(ctx.event("verification.request", "verification_request", null, request));
    const rows = numbers.map(({ id: numberId }) => ({
      ...{ id: ctx.newId(), requestId: request.id, carrierId: carrier.id, numberId },
    }));
    await tx.verifications.insertItems(rows);
    const items = await tx.verifications.findItems(rows.map(({ id }) => id));
    for (const item of items) {
      const customerId = numbers.find(({ id }) => id === item.numberId)?.customerId ?? null;
      await tx.audit.insert(
        ctx.event("verification.draft", "verification_item", null, { ...item, customerId }),
      );
    }
    return { request, items };
  });
}

async function requireCradleNumbers(
  tx: Store,
  numberIds: readonly string[],
  e164s: readonly string[],
): Promise<PhoneNumber[]> {
  const byId = await tx.numbers.findByIds([...new Set(numberIds)]);
  const byE164 = await tx.numbers.findByE164s(e164s);
  const faults: FieldError[] = [
    ...numberIds
      .filter((id) => !byId.some((number) => number.id === id))
      .map((id) => ({ path: "numberIds", message: `${id} names no number` })),
    ...byId.flatMap((number) => fault("numberIds", number)),
    ...e164s
      .filter((e164) => !byE164.some((number) => number.e164 === e164))
      .map((e164) => ({ path: "numbers", message: `${e164} is not stored: add it first` })),
    ...byE164.flatMap((number) => fault("numbers", number)),
  ];
  const numbers = [...new Map([...byId, ...byE164].map((number) => [number.id, number])).values()];
  if (numbers.length === 0 && faults.length === 0) {
    faults.push({ path: "numbers", message: "must name at least one number" });
  }
  if (numbers.length > LARGEST_REQUEST) {
    faults.push({ path: "numbers", message: `must name at most ${LARGEST_REQUEST}` });
  }
  if (faults.length > 0) throw new InvalidInput(faults);
  return numbers;
}

function fault(path: string, { e164, kind, active }: PhoneNumber): FieldError[] {
  if (kind !== "cradle") {
    return [{ path, message: `${e164} is a BYOC number: only Cradle numbers need verification` }];
  }
  return active ? [] : [{ path, message: `${e164} is not in use` }];
}
