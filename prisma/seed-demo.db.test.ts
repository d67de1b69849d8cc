// The demonstration's data: made once, through the verbs, complete enough for calls.
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyAuditChain } from "@/lib/services/audit/verify-audit-chain";
import { listCarriers } from "@/lib/services/carriers/list-carriers";
import { authenticatePassword } from "@/lib/services/staff/authenticate-password";
import { listStaff } from "@/lib/services/staff/list-staff";
import { type TestContexts, testContexts } from "@/lib/services/test-context";
import { listTrunks } from "@/lib/services/trunks/list-trunks";
import { listenPlaces, seedDemo } from "./seed-demo";

const password = "a password for the test";

let contexts: TestContexts;
beforeAll(async () => {
  contexts = await testContexts();
});
afterAll(() => contexts.close());

test("the first run makes everything, the second nothing", async () => {
  const options = { contextFor: contexts.asActor, password, sipListen: "udp://127.0.0.1:5066" };
  expect(await seedDemo(options)).toBe(true);
  const ctx = contexts.as("support");

  const carriers = await listCarriers(ctx, {});
  expect(carriers.items.map(({ name, state }) => `${name} ${state}`)).toEqual([
    "Kererū Networks ready",
    "Kākā Voice draft",
    "Tūī Telecom ready",
  ]);
  const trunks = await listTrunks(ctx, {});
  expect(trunks.items.map(({ fqdnLabel, state }) => `${fqdnLabel} ${state}`).sort()).toEqual([
    "kaka-aldermoor enquiry",
    "kereru-aldermoor live",
    "tui-quillhaven testing",
  ]);
  const staff = await listStaff(ctx);
  expect(staff.map(({ role, isDemo }) => `${role} ${isDemo}`)).toEqual([
    "admin true",
    "onboarding true",
    "sales true",
    "support true",
  ]);
  const [admin] = staff;
  const overrides = await ctx.read.trunks.findOverrides(
    trunks.items.find((trunk) => trunk.state === "live")?.id ?? "",
  );
  expect(overrides.map((override) => override.staffId)).toEqual(overrides.map(() => admin?.id));
  expect(overrides).toHaveLength(3);
  expect((await ctx.read.settings.get())?.sipPort).toBe(5066);
  expect(await verifyAuditChain(ctx)).toMatchObject({ intact: true });

  expect(await seedDemo(options)).toBe(false);
  expect((await listCarriers(ctx, {})).items).toHaveLength(3);
});

test("a demo account is served on loopback and nowhere else", async () => {
  const ctx = contexts.asSystem("sign-in");
  const from = (address: string) =>
    authenticatePassword(ctx, { email: "admin@demo.example", password, address });
  await expect(from("127.0.0.1")).resolves.toMatchObject({ role: "admin" });
  await expect(from("::ffff:127.0.0.1")).resolves.toMatchObject({ role: "admin" });
  await expect(from("192.0.2.1")).rejects.toMatchObject({ kind: "unauthenticated" });
});

test("a run that was cut short is taken up where it stopped", async () => {
  const second = await testContexts();
  const options = { contextFor: second.asActor, password, sipListen: undefined };
  let left = 25;
  const failing = {
    ...options,
    contextFor: (actor: Parameters<typeof second.asActor>[0]) => {
      const ctx = second.asActor(actor);
      const transaction: typeof ctx.transaction = (work) => {
        left -= 1;
        return left === 0 ? Promise.reject(new Error("cut")) : ctx.transaction(work);
      };
      return { ...ctx, transaction };
    },
  };
  await expect(seedDemo(failing)).rejects.toThrow("cut");
  expect(await seedDemo(options)).toBe(true);
  expect((await listTrunks(second.as("support"), {})).items).toHaveLength(3);
  await second.close();
});

test("the listen list says which addresses calls leave from, and which port peers reach", () => {
  expect(listenPlaces("udp://127.0.0.1:5070, tcp://127.0.0.1:5070,udp://[::1]:5071")).toEqual({
    egressAddresses: ["127.0.0.1", "::1"],
    sipPort: 5070,
  });
  const standard = { egressAddresses: ["127.0.0.1"], sipPort: 5060 };
  expect(listenPlaces("udp://0.0.0.0:5060")).toEqual(standard);
  expect(listenPlaces("udp://127.0.0.1:0")).toEqual(standard);
  expect(listenPlaces(undefined)).toEqual(standard);
});
