// Closing is for good: nothing of a closed carrier or trunk comes back into force.
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeAclEntry, makeCarrier, makeGateway } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeByocNumber } from "@/prisma/factories/number";
import { makePlatform } from "@/prisma/factories/platform";
import { makeTrunk } from "@/prisma/factories/trunk";
import { updateAclEntry } from "./acl/update-acl-entry";
import { changeCarrierState } from "./carriers/change-carrier-state";
import type { Context } from "./context";
import { updateNumber } from "./numbers/update-number";
import { type TestContexts, testContexts } from "./test-context";
import { changeTrunkState } from "./trunks/change-trunk-state";

let contexts: TestContexts;
let admin: Context;

beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  await makePlatform(admin);
});
afterAll(() => contexts.close());

it("refuses ACL entries and gateways of a closed carrier, new and old", async () => {
  const carrier = await makeCarrier(admin);
  const entry = await makeAclEntry(admin, carrier.id);
  await changeCarrierState(admin, { id: carrier.id, version: carrier.version, to: "closed" });
  const closed = { kind: "gate-closed", publicMessage: "This carrier is closed." };
  await expect(makeAclEntry(admin, carrier.id)).rejects.toMatchObject(closed);
  await expect(makeGateway(admin, carrier.id)).rejects.toMatchObject(closed);
  const [now] = await admin.read.acl.findActive(carrier.id);
  expect(now).toBeUndefined();
  await expect(
    updateAclEntry(admin, { id: entry.id, version: entry.version + 1, label: "back" }),
  ).rejects.toMatchObject({ kind: "gate-closed" });
});

it("refuses to bring a number of a closed trunk back into use", async () => {
  const carrier = await makeCarrier(admin);
  const customer = await makeCustomer(admin);
  const trunk = await makeTrunk(admin, carrier.id, customer.id);
  const number = await makeByocNumber(admin, trunk.id);
  await changeTrunkState(admin, { id: trunk.id, version: trunk.version, to: "closed" });
  const closed = await admin.read.numbers.get(number.id);
  expect(closed?.active).toBe(false);
  await expect(
    updateNumber(admin, { id: number.id, version: closed?.version, active: true }),
  ).rejects.toMatchObject({ kind: "gate-closed", publicMessage: "This trunk is closed." });
});

it("lets a number that was set aside come back on an open trunk", async () => {
  const carrier = await makeCarrier(admin);
  const customer = await makeCustomer(admin);
  const trunk = await makeTrunk(admin, carrier.id, customer.id);
  const number = await makeByocNumber(admin, trunk.id);
  const aside = await updateNumber(admin, { id: number.id, version: 1, active: false });
  const back = await updateNumber(admin, { id: number.id, version: aside.version, active: true });
  expect(back).toMatchObject({ active: true, trunkId: trunk.id });
});
