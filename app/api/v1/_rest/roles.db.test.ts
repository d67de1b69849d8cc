// Every operation times every role: a token gets 403 exactly where the role may not call the verb behind it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES, type Role } from "@/lib/auth/actor";
import { closeRuntime } from "@/lib/services/runtime";
import { type TestContexts, testContexts } from "@/lib/services/test-context";
import { TABLE } from "@/lib/services/test-permission-table";
import { createToken } from "@/lib/services/tokens/create-token";
import { answer } from "./answer";
import type { Operation } from "./operation";
import { OPERATIONS } from "./operations";

/** Verbs that change nothing say so by their names. */
const READS =
  /^(get|list(?!Views)|export|search|lookUp|summarise|verify(?!AuditTrail)|count)|^(checkCall|previewCarryOver)$/;

const NOTHING = "00000000-0000-4000-8000-000000000000";

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const rowOf = (verbName: string) =>
  Object.entries(TABLE).find(([file]) => file.endsWith(`/${kebab(verbName)}`));

let contexts: TestContexts;
const tokens = {} as Record<Role | "reader", string>;

beforeAll(async () => {
  contexts = await testContexts();
  process.env.DATABASE_URL = contexts.database.portalUrl;
  process.env.LOG_LEVEL = "silent";
  for (const role of ROLES) {
    tokens[role] = (await createToken(contexts.as("admin"), { name: role, role })).secret;
  }
  const narrow = { name: "reader", role: "admin", scopes: ["read"] };
  tokens.reader = (await createToken(contexts.as("admin"), narrow)).secret;
});
afterAll(async () => {
  await closeRuntime();
  await contexts.close();
});

/** Asks with nothing that could be done: whoever may ask is told what is wrong, everyone else is refused before that. */
async function statusOf(operation: Operation, role: Role | "reader"): Promise<number> {
  const path = operation.path.replace(/\{\w+\}/g, NOTHING);
  const hasBody = operation.method === "post" || operation.method === "patch";
  const request = new Request(`http://127.0.0.1/api/v1${path}`, {
    method: operation.method.toUpperCase(),
    headers: { authorization: `Bearer ${tokens[role]}`, "content-type": "application/json" },
    ...(hasBody ? { body: "{}" } : {}),
  });
  return (await answer(request, path.split("/").slice(1))).status;
}

test("every operation stands for a verb of the table", () => {
  const unknown = OPERATIONS.filter(({ verbName }) => rowOf(verbName) === undefined);
  expect(unknown.map(({ method, path, verbName }) => `${method} ${path}: ${verbName}`)).toEqual([]);
});

describe.each(
  OPERATIONS.map((operation) => [operation.method, operation.path, operation] as const),
)("%s %s", (_method, _path, operation) => {
  test.each(ROLES)("asked by %s", async (role) => {
    const mayCall = rowOf(operation.verbName)?.[1].includes(role);
    const status = await statusOf(operation, role);
    expect(status === 403, `answered ${status}`).toBe(!mayCall);
    expect(status).not.toBe(500);
  });

  test("asked by an admin's token that may only read", async () => {
    const { verbName } = operation;
    const status = await statusOf(operation, "reader");
    expect(status === 403, `${verbName} answered ${status}`).toBe(!READS.test(verbName));
    expect(status).not.toBe(500);
  });
});
