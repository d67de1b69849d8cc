// Draws up a request to a carrier to confirm that Cradle owns some of its numbers.
import { Conflict, GateClosed, InvalidInput } from "@/lib/core/errors";
import {
  CreateVerificationRequest,
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

/** One draft item a number. Throws at `numberIds` for what is no Cradle number, or is under way already. */
export async function createVerificationRequest(
  ctx: Context,
  raw: unknown,
): Promise<VerificationRequestWithItems> {
  requirePermission(ctx.actor, "verification.write");
  const person = requirePerson(ctx.actor, "verification.write");
  const { numberIds, ...input } = parseInput(CreateVerificationRequest, raw);
  return ctx.transaction(async (tx) => {
    const carrier = requireNamed("carrier", "carrierId", await tx.carriers.get(input.carrierId));
    if (carrier.state === "closed") {
      throw new GateClosed("verification with a closed carrier", [], "This carrier is closed.");
    }
    if ((await tx.verifications.getRequestByReference(input.reference)) !== null) {
      throw new Conflict("another request has this reference", "reference");
    }
    const wanted = [...new Set(numberIds)];
    const numbers = await tx.numbers.findByIds(wanted);
    if (numbers.length < wanted.length || numbers.some((n) => n.kind !== "cradle" || !n.active)) {
      const message = "must all be active Cradle numbers";
      throw new InvalidInput([{ path: "numberIds", message }]);
    }
    const request = await tx.verifications.insertRequest({
      ...input,
      id: ctx.newId(),
      createdById: person.id,
    });
    await tx.audit.insert(ctx.event("verification.request", "verification_request", null, request));
    const items: VerificationItem[] = [];
    for (const number of numbers) {
      const underWay = await tx.verifications.getInState(number.id, carrier.id, [
        "draft",
        "submitted",
      ]);
      if (underWay !== null) {
        throw new Conflict(
          `a verification of ${number.e164} with ${carrier.name} is under way`,
          "numberIds",
        );
      }
      const item = await tx.verifications.insertItem({
        id: ctx.newId(),
        requestId: request.id,
        carrierId: carrier.id,
        numberId: number.id,
      });
      await tx.audit.insert(
        ctx.event("verification.draft", "verification_item", null, {
          ...item,
          customerId: number.customerId,
        }),
      );
      items.push(item);
    }
    return { request, items };
  });
}
