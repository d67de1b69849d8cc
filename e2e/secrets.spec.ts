// Secrets are planted through the portal and on the wire, then looked for wherever anything is shown, answered or kept.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { type APIResponse, expect, type Page, test } from "@playwright/test";
import pg from "pg";
import { makeAcceptedQuote } from "@/prisma/factories/quote";
import { CARRIERS, PLATFORM } from "@/prisma/seed-plan";
import { asAdmin } from "./fixtures/admin-context";
import { makeApiToken } from "./fixtures/api-token";
import { type CoreTurn, takeCoreTurn } from "./fixtures/core-turn";
import {
  freshSettings,
  type Installation,
  sipAddressOf,
  untilRunning,
} from "./fixtures/installation";
import { TakenCall } from "./fixtures/peer-call";
import { hexSecret, type Secret, SecretSearch, textSecret } from "./fixtures/planted-secrets";
import { expectLive, signInAs } from "./fixtures/portal-pages";
import { placeAgain, placeProven } from "./fixtures/proven-call";
import { SipPeer } from "./fixtures/sip-peer";
import { StartProcess } from "./fixtures/start-process";

const SMTP_PASSWORD = "planted-smtp-password-7731";
/** No secret, and on many pages, in answers, rows and log lines. */
const MARKER = "plantedmarker";
const CARRIER = CARRIERS[0]?.name ?? "";
const TRUNK = CARRIERS[0]?.trunk.name ?? "";
const NUMBER = CARRIERS[0]?.trunk.byocNumbers[0] ?? "";
const MOST_PAGES = 250;
/** Of one page with other filters and orders in its address. */
const MOST_VARIANTS = 4;

let turn: CoreTurn;
let settings: Awaited<ReturnType<typeof freshSettings>>;
let start: StartProcess | null = null;
let installation: Installation;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  turn = await takeCoreTurn();
  settings = await freshSettings();
  // Nobody listens there: what the job worker says of that must not name the password.
  const smtp = { SMTP_URL: `smtp://mailer:${SMTP_PASSWORD}@127.0.0.1:9`, MAIL_FROM: "a@b.example" };
  // Challenges too are to leave their messages, to be looked through.
  const agent = { SIP_SAMPLE_PERCENT: "100" };
  start = new StartProcess({ ...settings, ...smtp, ...agent, LOG_LEVEL: "debug" });
  installation = await untilRunning(start, settings.DATA_DIR);
});
test.afterAll(async () => {
  await start?.stop();
  await turn?.end();
  fs.rmSync(settings.DATA_DIR, { recursive: true, force: true });
});

test("no planted secret is found in pages, answers, logs, files or rows", async ({ page }) => {
  test.setTimeout(240_000);
  await signInAs(page, "admin", installation);
  const token = await makeApiToken(installation, "secrets", "admin");
  await acceptQuote(TRUNK);
  const credential = await issueThroughPage(page);
  await callTwice(credential);
  const secrets = [...(await secretsOfSession(page)), ...secretsOf(credential)].concat(
    textSecret("API token", token),
    textSecret("SMTP password", SMTP_PASSWORD),
    secretsOfInstallation(),
  );
  const search = new SecretSearch(secrets, MARKER);

  await test.step("pages and their payloads", () => lookAtPages(page, search));
  await test.step("REST and its description", () => lookAtRest(token, search));
  await test.step("metrics", async () => {
    const metrics = await (await fetch(`${installation.agentAdminUrl}/metrics`)).text();
    expect(metrics).toContain("sip_digest_total");
    search.look("metrics", metrics);
  });
  await test.step("rows", () => lookAtRows(search));
  await test.step("files", () => lookAtFiles(search));
  await test.step("output of portal, job worker and agent", async () => {
    const ended = await start?.stop();
    const output = `${ended?.stdout}${ended?.stderr}`;
    for (const name of ["portal", "jobs", "sip-agent"]) expect(output).toContain(name);
    search.look("output", output);
  });

  expect([...search.found].sort()).toEqual([]);
  const places = [...search.marked];
  for (const kind of ["page ", "payload ", "rest ", "row "]) {
    expect(places.filter((place) => place.startsWith(kind)).length, kind).toBeGreaterThan(0);
  }
});

interface Credential {
  readonly username: string;
  readonly realm: string;
  readonly password: string;
}

const WRONG_PASSWORD = "planted-wrong-password-4402";

function acceptQuote(trunkName: string): Promise<unknown> {
  return asAdmin(installation, async (ctx, prisma) => {
    const trunk = await prisma.trunk.findFirstOrThrow({ where: { name: trunkName } });
    return makeAcceptedQuote(ctx, trunk.id);
  });
}

async function issueThroughPage(page: Page): Promise<Credential> {
  await page.goto(`${installation.portalUrl}/carriers`);
  await page.getByRole("link", { name: CARRIER }).click();
  const tabs = page.getByRole("navigation", { name: "Carrier", exact: true });
  await tabs.getByRole("link", { name: "Credentials" }).click();
  await page.getByRole("button", { name: "Edit authentication" }).click();
  const form = page.getByRole("form", { name: "Edit authentication" });
  await form.getByLabel("Authentication").selectOption("ACL and digest");
  await form.getByRole("button", { name: "Save authentication" }).click();
  await expectLive(page);
  await page.getByRole("button", { name: "Issue credential" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Username").fill(MARKER);
  await dialog.getByRole("button", { name: "Issue credential" }).click();
  const values = page.getByRole("status").filter({ hasText: "shown once" }).getByRole("definition");
  await expect(values).toHaveCount(3);
  const [username = "", realm = "", password = ""] = await values.allTextContents();
  expect(password).toHaveLength(24);
  await expectLive(page);
  return { username, realm, password };
}

/** Once with a wrong password, then with the right one; both leave records and messages. */
async function callTwice(credential: Credential): Promise<void> {
  const agent = sipAddressOf(installation);
  const core = await SipPeer.open(PLATFORM.coreEndpoint.host, PLATFORM.coreEndpoint.port);
  const carrier = await SipPeer.open("127.0.10.1");
  const parts = {
    peer: carrier,
    requestUri: `sip:${NUMBER}@${PLATFORM.signallingFqdn}`,
    from: "<sip:+6421555123@carrier.example>",
  };
  const failed = await placeProven(agent, parts, { ...credential, password: WRONG_PASSWORD });
  const refusal = await failed.refused();
  expect(refusal.header("X-Cradle-Reason")).toBe("digest-failed");
  const placed = placeAgain(failed, parts, credential, refusal);
  const taken = await TakenCall.take(core, agent, placed.callId);
  await Promise.all([taken.answer(), placed.answered()]);
  await Promise.all([placed.request("BYE"), taken.accept("BYE")]);
  // Challenged, refused and routed.
  await expect.poll(() => countRows("SELECT count(*) FROM call_record")).toBe(3);
  await expect.poll(() => countRows("SELECT count(*) FROM sip_message")).toBeGreaterThan(3);
  for (const peer of [core, carrier]) await peer.close();
}

function secretsOf({ username, realm, password }: Credential): Secret[] {
  const ha1 = (algorithm: string, word: string) =>
    hexSecret(
      `HA1 ${algorithm} of ${word === password ? "the password" : "the wrong password"}`,
      createHash(algorithm).update(`${username}:${realm}:${word}`).digest("hex"),
    );
  return [
    textSecret("SIP password", password),
    textSecret("wrong SIP password", WRONG_PASSWORD),
    ...[password, WRONG_PASSWORD].flatMap((word) => [ha1("sha256", word), ha1("md5", word)]),
  ];
}

async function secretsOfSession(page: Page): Promise<Secret[]> {
  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name.endsWith("byoc.session"));
  expect(session?.value).toBeTruthy();
  const rows = await query<{ id: string }>("SELECT id FROM staff_session");
  expect(rows.length).toBeGreaterThan(0);
  return [
    textSecret("session cookie", session?.value ?? ""),
    ...rows.map(({ id }) => textSecret("session id", id)),
  ];
}

/** As drawn at the first start. */
function secretsOfInstallation(): Secret[] {
  const file = path.join(settings.DATA_DIR, "secrets.json");
  const { nextAuthSecret, byocSecretKeys, databasePasswords } = JSON.parse(
    fs.readFileSync(file, "utf8"),
  );
  const key = byocSecretKeys.split(":")[1];
  return [
    textSecret("NEXTAUTH_SECRET", nextAuthSecret),
    textSecret("key of the ring", key),
    hexSecret("key of the ring", Buffer.from(key, "base64url").toString("hex")),
    ...Object.values<string>(databasePasswords).map((password) =>
      textSecret("database password", password),
    ),
  ];
}

/** Follows every link of the portal from its first page, and reads each page as HTML and as what the router fetches. */
async function lookAtPages(page: Page, search: SecretSearch): Promise<void> {
  const seen = new Set<string>();
  const visits = new Map<string, number>();
  const open = ["/carriers", "/mail/inbox", "/call-check?direction=termination&check=1"];
  for (let path = open.shift(); path !== undefined; path = open.shift()) {
    const [place = ""] = path.split("?", 1);
    const before = visits.get(place) ?? 0;
    if (seen.has(path) || seen.size >= MOST_PAGES || before >= MOST_VARIANTS) continue;
    seen.add(path);
    visits.set(place, before + 1);
    const html = await read(page, path, {});
    search.look(`page ${path}`, html);
    search.look(`payload ${path}`, await read(page, path, { RSC: "1" }));
    for (const [, href = ""] of html.matchAll(/<a [^>]*href="(\/[^"#]*)/g)) {
      const next = href.replaceAll("&amp;", "&");
      if (!DOWNLOAD.test(next)) open.push(next);
      else if (!seen.has(next)) {
        seen.add(next);
        search.look(`file ${next}`, await readFile(page, next));
      }
    }
  }
  const all = [...seen].join("\n");
  for (const wanted of [
    ...[/\/credentials$/m, /\/hand-off$/m, /^\/audit$/m, /^\/calls\/[0-9a-f-]{36}$/m],
    ...[
      /^\/mail$/m,
      /^\/mail\/[0-9a-f-]{36}$/m,
      /^\/quotes\/[0-9a-f-]{36}$/m,
      /^\/settings\/staff$/m,
    ],
  ]) {
    expect(all).toMatch(wanted);
  }
}

/** Files come as attachments, and have no payload. */
const DOWNLOAD =
  /^\/(documents\/|export\/|audit\/export|carriers\/[^/]+\/(questions\/export|hand-off\/config))/;

async function readFile(page: Page, path: string): Promise<string> {
  const answer = await page.request.get(installation.portalUrl + path);
  expect(answer.status(), path).toBe(200);
  expect(answer.headers()["content-disposition"], path).toMatch(/^attachment/);
  return (await answer.body()).toString("latin1");
}

async function read(page: Page, path: string, headers: Record<string, string>): Promise<string> {
  const answer: APIResponse = await page.request.get(installation.portalUrl + path, { headers });
  expect(answer.status(), path).toBe(200);
  const type = "RSC" in headers ? "text/x-component" : "text/html";
  expect(answer.headers()["content-type"], path).toContain(type);
  return answer.text();
}

/** Every answer to GET that the description knows: lists, and of each the first row. */
async function lookAtRest(token: string, search: SecretSearch): Promise<void> {
  const ask = async (address: string) => {
    const answer = await fetch(`${installation.portalUrl}/api/v1${address}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await answer.text();
    search.look(`rest ${address}`, text);
    return { status: answer.status, text };
  };
  const description = await ask("/openapi.json");
  const { paths } = JSON.parse(description.text) as { paths: Record<string, object> };
  const gets = Object.keys(paths).filter((address) => "get" in (paths[address] ?? {}));
  const ids = new Map<string, string>();
  let answered = 0;
  for (const address of gets.sort((a, b) => a.length - b.length)) {
    const [collection = ""] = address.split("/{");
    const asked = address.replace(/\{\w+\}/, ids.get(collection) ?? "none");
    const { status, text } = await ask(asked);
    if (status !== 200) continue;
    answered += 1;
    const body: { items?: { id?: string }[] } = text.startsWith("{") ? JSON.parse(text) : {};
    const id = body.items?.[0]?.id;
    if (id !== undefined && !address.includes("{")) ids.set(collection, id);
  }
  expect(gets.length).toBeGreaterThan(20);
  expect(answered).toBeGreaterThan(gets.length / 2);
}

/** All tables, whole rows as text: bytes are hex there. A session's id stands in its own row and in what it did. */
async function lookAtRows(search: SecretSearch): Promise<void> {
  const tables = await query<{ name: string }>(
    "SELECT table_schema || '.' || quote_ident(table_name) AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')",
  );
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["public.audit_event", "public.call_record", "public.sip_message"]),
  );
  for (const { name } of tables) {
    const rows = await query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
    const except = name === "public.staff_session" ? ["session id"] : [];
    search.look(`row of ${name}`, rows.map(({ text }) => text).join("\n"), except);
  }
  const messages = await query<{ bytes: Buffer }>("SELECT bytes FROM sip_message");
  const text = messages.map(({ bytes }) => bytes.toString("latin1")).join("\n");
  expect(text).toContain("[masked]");
  search.look("row of sip_message, decoded", text);
}

/** All of its folder but Postgres' own files, whose rows were read, and the two that are made to hold secrets. */
function lookAtFiles(search: SecretSearch): void {
  const files = fs
    .readdirSync(settings.DATA_DIR, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .map((file) => path.relative(settings.DATA_DIR, file))
    .filter((file) => !/^(postgres\/|secrets\.json$|running\.json$)/.test(file));
  expect(files.some((file) => file.startsWith("sip-agent/"))).toBe(true);
  for (const file of files) {
    search.look(`file ${file}`, fs.readFileSync(path.join(settings.DATA_DIR, file), "latin1"));
  }
}

async function countRows(sql: string): Promise<number> {
  const [row] = await query<{ count: string }>(sql);
  return Number(row?.count);
}

async function query<Row>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: installation.databaseUrls.owner });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
