// The onboarding board through its verb: what blocks a trunk, whose turn it is, how long it waits, and what the filters find.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Carrier } from "@/lib/schemas/carrier";
import type { Customer } from "@/lib/schemas/customer";
import type { Trunk } from "@/lib/schemas/trunk";
import { makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeContact } from "@/prisma/factories/contact";
import { makeCustomer } from "@/prisma/factories/customer";
import { makePlatform } from "@/prisma/factories/platform";
import { makeTrunk, takeTrunkTo } from "@/prisma/factories/trunk";
import { sendCarrierQuestions } from "../answers/send-carrier-questions";
import type { Context } from "../context";
import { type TestContexts, testContexts } from "../test-context";
import { getTrunk } from "../trunks/get-trunk";
import { updateTrunk } from "../trunks/update-trunk";
import { listBoard } from "./list-board";

const DAY_MS = 86_400_000;

let contexts: TestContexts;
let admin: Context;
let carrier: Carrier;
let customer: Customer;
let configuring: Trunk;

beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  await makePlatform(admin);
  carrier = await makeReadyCarrier(admin, { name: "Board Networks" });
  customer = await makeCustomer(admin);
  await makeTrunk(admin, carrier.id, customer.id, { name: "Asked for" });
  configuring = await takeTrunkTo(
    admin,
    await makeTrunk(admin, carrier.id, customer.id, { name: "Being configured" }),
    "configuring",
  );
});
afterAll(() => contexts.close());

const names = async (query: object) =>
  (await listBoard(admin, query)).items.map(({ name }) => name).sort();
const shown = async (trunk: Trunk) =>
  (await listBoard(admin, { limit: 200 })).items.find(({ id }) => id === trunk.id);

describe("the board", () => {
  test("shows of each trunk what its own page shows of the gate ahead, and counts by state", async () => {
    const { items, counts } = await listBoard(admin, {});
    for (const item of items) {
      const { gate } = await getTrunk(admin, { id: item.id });
      expect(item.blockers.map(({ code, message }) => ({ code, message }))).toEqual(
        gate.filter(({ holds }) => !holds).map(({ code, message }) => ({ code, message })),
      );
    }
    expect(items.map(({ name }) => name).sort()).toEqual(["Asked for", "Being configured"]);
    expect(counts).toMatchObject({ enquiry: 1, quoting: 0, configuring: 1, live: 0 });
  });

  test("gives a trunk to the carrier once all that blocks it was asked of the carrier", async () => {
    expect(await shown(configuring)).toMatchObject({ turn: "us" });
    expect(await names({ turn: "carrier" })).toEqual([]);
    const contact = await makeContact(admin, { carrierId: carrier.id });
    const sent = await sendCarrierQuestions(contexts.as("onboarding"), {
      carrierId: carrier.id,
      contactId: contact.id,
    });
    expect(await shown(configuring)).toMatchObject({
      turn: "carrier",
      waitingSince: sent.happenedAt,
    });
    expect(await names({ turn: "carrier" })).toEqual(["Being configured"]);
    expect(await names({ turn: "us" })).toEqual(["Asked for"]);
    expect(await names({ turn: "customer" })).toEqual([]);
  });

  test("takes it back where one thing is ours to do", async () => {
    const bare = await makeTrunk(admin, carrier.id, customer.id, { maxChannels: null });
    const taken = await takeTrunkTo(admin, bare, "configuring");
    expect(await shown(taken)).toMatchObject({ turn: "us" });
    expect((await shown(taken))?.blockers).toContainEqual(
      expect.objectContaining({ code: "limits-missing", party: "us" }),
    );
    await updateTrunk(admin, { id: taken.id, version: taken.version, maxChannels: 5 });
    expect(await shown(taken)).toMatchObject({ turn: "carrier" });
  });

  test("finds what has waited for longer, by state, side and words", async () => {
    expect(await names({ waitingDays: "3" })).toEqual([]);
    contexts.setNow(new Date(Date.now() + 4 * DAY_MS));
    expect(await names({ waitingDays: "3", state: "enquiry" })).toEqual(["Asked for"]);
    contexts.setNow(null);
    expect(await names({ state: "configuring", search: "being" })).toEqual(["Being configured"]);
    expect(await names({ customerId: admin.newId() })).toEqual([]);
    expect(await names({ state: "live" })).toEqual([]);
  });

  test("pages through trunks that are dropped in between", async () => {
    const first = await listBoard(admin, { turn: "us", limit: 1, sort: "name" });
    expect(first.items).toHaveLength(1);
    const rest = await names({ turn: "us", limit: 50, sort: "name" });
    expect(rest).toContain(first.items[0]?.name);
  });

  test("names the field that is at fault", async () => {
    await expect(listBoard(admin, { turn: "them", waitingDays: "0" })).rejects.toMatchObject({
      fields: [{ path: "turn" }, { path: "waitingDays" }],
    });
  });
});
