// Every verb times every role: whoever lacks the permission is refused, whatever else is wrong; nobody else is.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, ROLES, SYSTEM_IDS, systemActor } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/errors";
import type { Context } from "./context";
import { type TestContexts, testContexts, testStaff } from "./test-context";
import { EVERYONE, TABLE, type Who } from "./test-permission-table";

type Verb = (ctx: Context, raw?: unknown) => Promise<unknown>;
const here = fileURLToPath(new URL(".", import.meta.url));

/** Every file in a folder of this folder: folders hold verbs only. */
const verbFiles = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((folder) => readdirSync(here + folder.name).map((file) => `${folder.name}/${file}`))
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .map((file) => file.replace(/\.ts$/, ""))
  .sort();

const exportName = (file: string) =>
  file.replace(/^.*\//, "").replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

async function loadVerb(file: string): Promise<Verb> {
  const module: Record<string, unknown> = await import(`./${file}.ts`);
  const verb = module[exportName(file)];
  if (typeof verb !== "function") throw new Error(`${file}.ts exports no ${exportName(file)}`);
  return verb as Verb;
}

function actorOf(who: Who): Actor {
  const system = SYSTEM_IDS.find((id) => who === `system ${id}`);
  if (system !== undefined) return systemActor(system);
  const role = ROLES.find((known) => known === who);
  if (role === undefined) throw new Error(`nobody is ${who}`);
  return testStaff(role);
}

async function isRefused(verb: Verb, ctx: Context): Promise<boolean> {
  try {
    await verb(ctx, undefined);
  } catch (error) {
    if (error instanceof AppError) return error.kind === "refused";
    throw error;
  }
  return false;
}

let contexts: TestContexts;
beforeAll(async () => {
  contexts = await testContexts();
});
afterAll(() => contexts.close());

test("every verb has its row in the table, and every row its verb", () => {
  expect(Object.keys(TABLE).sort()).toEqual(verbFiles);
});

describe.each(Object.entries(TABLE))("%s", (file, allowed) => {
  test.each(EVERYONE)(`asked by %s`, async (who) => {
    const verb = await loadVerb(file);
    const refused = await isRefused(verb, contexts.asActor(actorOf(who)));
    expect(refused).toBe(!allowed.includes(who));
  });

  test("asked by an agent, or with a role that does not exist, it is refused", async () => {
    const verb = await loadVerb(file);
    const agent: Actor = { kind: "agent", id: contexts.as("admin").newId(), name: "agent" };
    const refused = allowed !== EVERYONE;
    expect(await isRefused(verb, contexts.asActor(agent))).toBe(refused);
    const nobody = { ...testStaff("admin"), kind: "token", role: "root" } as unknown as Actor;
    expect(await isRefused(verb, contexts.asActor(nobody))).toBe(refused);
  });
});
