// A SIP password and what is made of it are looked for in every column of every table, in the log and in every REST answer.
import { createHash } from "node:crypto";
import { Writable } from "node:stream";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answer } from "@/app/api/v1/_rest/answer";
import { OPERATIONS } from "@/app/api/v1/_rest/operations";
import { systemDeps } from "@/lib/core/deps";
import { createLogger } from "@/lib/core/log";
import type { SipCredential } from "@/lib/schemas/sip-credential";
import { makeCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makePlatform } from "@/prisma/factories/platform";
import { makeTrunk } from "@/prisma/factories/trunk";
import { type Context, createContext } from "../context";
import { closeRuntime } from "../runtime";
import { putAcceptedQuote } from "../test-accepted-quote";
import { TEST_KEYS, type TestContexts, testContexts, testStaff } from "../test-context";
import { createToken } from "../tokens/create-token";
import { issueCredential } from "./issue-credential";
import { noteCredentialHandOver } from "./note-credential-hand-over";
import { retireCredential } from "./retire-credential";
import { revokeCredential } from "./revoke-credential";

let contexts: TestContexts;
let ctx: Context;
let log = "";
let carrierId: string;
let bearer: string;

beforeAll(async () => {
  contexts = await testContexts();
  const admin = contexts.as("admin");
  await makePlatform(admin);
  const sink = new Writable({
    write(chunk, _encoding, done) {
      log += String(chunk);
      done();
    },
  });
  ctx = createContext({
    database: contexts.pool,
    deps: systemDeps,
    log: createLogger({ name: "portal", level: "trace" }, sink),
    actor: testStaff("admin"),
    requestId: systemDeps.newId(),
    secretKeys: TEST_KEYS,
  });
  carrierId = (await makeCarrier(admin)).id;
  const { id: customerId } = await makeCustomer(admin);
  await putAcceptedQuote(contexts.database, admin, await makeTrunk(admin, carrierId, customerId));
  const [key] = TEST_KEYS;
  process.env.BYOC_SECRET_KEYS = `${key.id}:${Buffer.from(key.bytes).toString("base64url")}`;
  process.env.DATABASE_URL = contexts.database.portalUrl;
  process.env.LOG_LEVEL = "silent";
  bearer = (await createToken(admin, { name: "secrecy", role: "admin" })).secret;
});
afterAll(async () => {
  await closeRuntime();
  await contexts.close();
});

/** The password and both HA1s, each as text, hex and base64 would show it. */
function tracesOf({ username, realm }: SipCredential, password: string): string[] {
  const ha1 = (algorithm: string) =>
    createHash(algorithm).update(`${username}:${realm}:${password}`).digest();
  return [Buffer.from(password), ha1("sha256"), ha1("md5")].flatMap((bytes) => [
    bytes.toString("latin1"),
    bytes.toString("hex"),
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("base64url"),
  ]);
}

/** Every row of every table of every schema, as text; bytes as hex. */
async function dumpDatabase(): Promise<string> {
  const client = new pg.Client({ connectionString: contexts.database.url });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    parts.push(name, ...rows.map(({ row }) => row));
  }
  await client.end();
  return parts.join("\n");
}

async function get(path: string): Promise<string> {
  const url = new URL(`http://127.0.0.1/api/v1${path}`);
  const request = new Request(url, { headers: { authorization: `Bearer ${bearer}` } });
  return (await answer(request, url.pathname.split("/").slice(3))).text();
}

async function post(path: string, body: object): Promise<string> {
  const request = new Request(`http://127.0.0.1/api/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return (await answer(request, path.split("/").slice(1))).text();
}

const found = (text: string, traces: readonly string[]) =>
  traces.filter((trace) => text.includes(trace));

describe("the password of a credential that was issued, handed over, retired and revoked", () => {
  let traces: string[];
  let credential: SipCredential;

  beforeAll(async () => {
    const issued = await issueCredential(ctx, { carrierId });
    traces = tracesOf(issued.credential, issued.password);
    // A careless line must not give it away either.
    ctx.log.info(issued, "issued");
    ctx.log.info({ issued }, "issued");
    const { id, version } = issued.credential;
    const handOver = { handedOverTo: "night desk", handedOverVia: "telephone" };
    const noted = await noteCredentialHandOver(ctx, { id, version, ...handOver });
    const retiring = await retireCredential(ctx, { id, version: noted.version });
    const stale = await revokeCredential(ctx, { id, version }).catch((error: unknown) => error);
    ctx.log.error({ err: stale }, "stale");
    credential = await revokeCredential(ctx, { id, version: retiring.version });
    await issueCredential(ctx, { carrierId });
    await issueCredential(ctx, { carrierId });
    const third = await issueCredential(ctx, { carrierId }).catch((error: unknown) => error);
    ctx.log.error({ err: third }, "third");
  });

  test("is in no column of no table", async () => {
    const dump = await dumpDatabase();
    expect(found(dump, traces)).toEqual([]);
    // The search sees texts, audit rows and bytes: what may be there it finds.
    const stored = await contexts.pool.prisma.sipCredential.findUniqueOrThrow({
      where: { id: credential.id },
    });
    expect(dump).toContain(Buffer.from(stored.ha1Sha256).toString("hex"));
    expect(dump.split(credential.username).length - 1).toBeGreaterThan(4);
  });

  test("is in no line of the log", () => {
    expect(found(log, traces)).toEqual([]);
    expect(log).toContain(credential.username);
  });

  test("is in the answer that issues it, and in no answer of any read operation", async () => {
    const issuing = JSON.parse(await post("/carriers", { name: "Answers", country: "NZ" }));
    const reads = OPERATIONS.filter((operation) => operation.method === "get");
    expect(reads.length).toBeGreaterThan(10);
    for (const id of [carrierId, issuing.id as string]) {
      for (const { path } of reads) {
        const text = await get(path.replace(/\{\w+\}/g, id));
        expect(found(text, traces), path).toEqual([]);
      }
    }
    expect(await get(`/credentials?carrierId=${carrierId}`)).toContain(credential.username);
  });
});

test("REST gives the password once: not again on reading, retiring, handing over or revoking", async () => {
  const admin = contexts.as("admin");
  const { id: ownCarrierId } = await makeCarrier(admin);
  const { id: customerId } = await makeCustomer(admin);
  await putAcceptedQuote(
    contexts.database,
    admin,
    await makeTrunk(admin, ownCarrierId, customerId),
  );
  const issued = JSON.parse(await post("/credentials", { carrierId: ownCarrierId }));
  expect(issued.password).toHaveLength(24);
  const traces = tracesOf(issued.credential, issued.password);
  const { id, version } = issued.credential;
  const answers = [
    await post(`/credentials/${id}/retirement`, { version }),
    await get(`/credentials?carrierId=${ownCarrierId}`),
    await post("/credentials", { carrierId: ownCarrierId, username: issued.credential.username }),
  ];
  expect(answers[0]).toContain('"retiring"');
  for (const text of answers) expect(found(text, traces)).toEqual([]);
  expect(found(await dumpDatabase(), traces)).toEqual([]);
});
