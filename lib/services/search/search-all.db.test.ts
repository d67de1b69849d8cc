// One search finds each thing however it is written, and names what was opened last as it is called today.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/actor";
import type { HitKind } from "@/lib/schemas/search";
import { leaveCallRecord } from "@/prisma/factories/call-record";
import { makeAclEntry, makeGateway, makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeByocNumber, makeCradleNumber } from "@/prisma/factories/number";
import { makePlatform } from "@/prisma/factories/platform";
import { makeSentQuote } from "@/prisma/factories/quote";
import { makeTrunk } from "@/prisma/factories/trunk";
import { updateCarrier } from "../carriers/update-carrier";
import type { Context } from "../context";
import { type TestContexts, testContexts } from "../test-context";
import { createVerificationRequest } from "../verifications/create-verification-request";
import { searchAll } from "./search-all";

let contexts: TestContexts;
let support: Context;
const ids = {
  carrier: "",
  other: "",
  customer: "",
  trunk: "",
  number: "",
  quote: "",
  request: "",
  call: "",
};
let quoteNumber = "";
let fqdn = "";
beforeAll(async () => {
  contexts = await testContexts();
  const admin = contexts.as("admin");
  support = contexts.as("support");
  const settings = await makePlatform(admin, {
    labNetworks: ["127.0.0.0/8", "203.0.113.0/24"],
  });
  const carrier = await makeReadyCarrier(admin, { name: "Harbour Voice 100%" });
  const other = await makeReadyCarrier(admin, { name: "Kākā Telecom", country: "AU" });
  const customer = await makeCustomer(admin, { name: "Quill & Haven", accountReference: "ACC-77" });
  const trunk = await makeTrunk(admin, carrier.id, customer.id, {
    name: "Head office",
    fqdnLabel: "quill-head",
  });
  const number = await makeByocNumber(admin, trunk.id, {
    e164: "+6498879333",
    label: "Reception desk",
  });
  await makeAclEntry(admin, carrier.id, { block: "203.0.113.0/28", label: "Auckland" });
  await makeAclEntry(admin, other.id, { block: "2001:4860:4860::/64" });
  await makeGateway(admin, other.id, { host: "sbc1.kaka.example", port: 5070 });
  const quote = await makeSentQuote(admin, trunk.id);
  const cradle = await makeCradleNumber(admin, customer.id);
  const request = await createVerificationRequest(contexts.as("onboarding"), {
    carrierId: carrier.id,
    reference: "LOA-HV-9",
    numberIds: [cradle.id],
  });
  const agent = new pg.Client({ connectionString: contexts.database.agentUrl });
  await agent.connect();
  ids.call = await leaveCallRecord(agent, {
    call_id: "a84b4c76e66710@pc33.example.com",
    b_received: "+6498879333",
  });
  await agent.end();
  Object.assign(ids, {
    carrier: carrier.id,
    other: other.id,
    customer: customer.id,
    trunk: trunk.id,
    number: number.id,
    quote: quote.quoteId,
    request: request.request.id,
  });
  quoteNumber = quote.number ?? "";
  fqdn = `quill-head.${settings.signallingFqdn}`;
});
afterAll(() => contexts.close());

async function found(q: string, kind: HitKind) {
  const { hits } = await searchAll(support, { q });
  return hits.filter((hit) => hit.kind === kind);
}

describe("by words", () => {
  test.each(["Harbour", "harb", "voice harbour", "HARBOUR VOICE 100%", "00%", "Harbuor Voice"])(
    "carrier: %s",
    async (q) => {
      expect((await found(q, "carrier")).map(({ id }) => id)).toEqual([ids.carrier]);
    },
  );
  test.each(["Kākā", "kāk"])("carrier: %s", async (q) => {
    expect(await found(q, "carrier")).toEqual([
      {
        kind: "carrier",
        id: ids.other,
        label: "Kākā Telecom",
        detail: "AU, ready",
        path: `/carriers/${ids.other}`,
      },
    ]);
  });
  test.each(["quill", "haven", "acc-77", "& h"])("customer: %s", async (q) => {
    expect((await found(q, "customer")).map(({ id }) => id)).toEqual([ids.customer]);
  });
  test.each(["head office", "Quill-Head", "office"])("trunk: %s", async (q) => {
    expect((await found(q, "trunk")).map(({ id }) => id)).toEqual([ids.trunk]);
  });
  test("% and _ are letters like others", async () => {
    expect(await found("_____", "carrier")).toEqual([]);
    expect(await found("%%%%%", "trunk")).toEqual([]);
  });
  test("a number by its label", async () => {
    expect((await found("reception", "number")).map(({ id }) => id)).toEqual([ids.number]);
  });
  test("pages, and none that the role may not open", async () => {
    expect((await found("call ch", "page")).map(({ path }) => path)).toEqual(["/call-check"]);
    expect(await found("new carrier", "page")).toEqual([]);
    const { hits } = await searchAll(contexts.as("onboarding"), { q: "new carrier" });
    expect(hits[0]).toMatchObject({ kind: "page", path: "/carriers/new" });
  });
});

test("a trunk by its full FQDN, also inside a SIP URI, before those whose name holds the words", async () => {
  for (const q of [
    fqdn,
    fqdn.toUpperCase(),
    `${fqdn}.`,
    `sip:+6498879333@${fqdn}:5060;transport=udp`,
  ]) {
    expect((await found(q, "trunk")).map(({ id }) => id)).toEqual([ids.trunk]);
  }
  expect((await found(`sip:+6498879333@${fqdn}`, "number")).map(({ id }) => id)).toEqual([
    ids.number,
  ]);
});

test.each([
  "+64 9 887 9333",
  "0064 9 887 9333",
  "(09) 887-9333",
  "tel:+64-9-887-9333",
  "<sip:%2B6498879333@192.0.2.1;user=phone>",
  "09 8879",
  "+6498879",
  "00649 8879",
])("a number as %s", async (q) => {
  expect(await found(q, "number")).toEqual([
    {
      kind: "number",
      id: ids.number,
      label: "+6498879333",
      detail: "Reception desk, Quill & Haven, Harbour Voice 100%",
      path: "/look-up?q=%2B6498879333",
    },
  ]);
});

test.each([
  "203.0.113.7",
  "203.0.113.7:5060",
  "sip:203.0.113.7:5060;transport=udp",
  "203.0.113.0/24",
  "203.0.113",
  "::ffff:203.0.113.7",
])("the owner of %s, and that it is a laboratory's", async (q) => {
  const hits = await found(q, "address");
  expect(hits.toSorted((a, b) => a.label.localeCompare(b.label))).toMatchObject([
    { label: "203.0.113.0/24", path: "/settings/network" },
    {
      label: "203.0.113.0/28",
      detail: "ACL entry of Harbour Voice 100%, Auckland",
      path: `/carriers/${ids.carrier}`,
    },
  ]);
});

test("the owner of an address that an agent found by a gateway's name, and of the core's", async () => {
  const admin = contexts.as("admin");
  const gateway = await makeGateway(admin, ids.other, { host: "sbc2.kaka.example" });
  const agent = new pg.Client({ connectionString: contexts.database.agentUrl });
  await agent.connect();
  await agent.query(
    `INSERT INTO target_health (agent_id, target_id, up, resolved, changed_at, checked_at)
     VALUES (gen_random_uuid(), $1, true, '{198.51.100.77,2001:db8:77::1}', now(), now()),
       (gen_random_uuid(), $1, true, '{198.51.100.77}', now(), now())`,
    [gateway.id],
  );
  await agent.end();
  for (const q of ["198.51.100.77:5060", "[2001:db8:77::1]"]) {
    expect(await found(q, "address")).toMatchObject([
      {
        label: "sbc2.kaka.example",
        detail: "Gateway of Kākā Telecom, found at it by its name",
        path: `/carriers/${ids.other}`,
      },
    ]);
  }
  const core = await found("127.0.3.1", "address");
  expect(core.map(({ detail }) => detail)).toEqual(
    expect.arrayContaining(["Cradle's core endpoint", "In a laboratory network, loopback"]),
  );
});

test("the owner of an IPv6 address, of an address that nobody has, and of a gateway", async () => {
  expect(await found("[2001:4860:4860::8888]:5060", "address")).toMatchObject([
    { path: `/carriers/${ids.other}` },
  ]);
  expect(await searchAll(support, { q: "198.51.100.9" })).toMatchObject({
    address: "198.51.100.9",
    hits: [],
  });
  expect(await found("sip:sbc1.kaka.example:5070", "gateway")).toMatchObject([
    {
      label: "sbc1.kaka.example:5070",
      detail: "Gateway of Kākā Telecom",
      path: `/carriers/${ids.other}`,
    },
  ]);
});

test("a quote by its number in full and in parts, a request by its reference, a call by its Call-ID", async () => {
  const serial = quoteNumber.replace(/^Q-\d{4}-0*/, "");
  for (const q of [quoteNumber, quoteNumber.toLowerCase(), quoteNumber.slice(2), serial]) {
    expect(await found(q, "quote")).toMatchObject([{ id: ids.quote, label: quoteNumber }]);
  }
  expect(await found("loa-hv", "verification")).toMatchObject([
    { id: ids.request, label: "LOA-HV-9" },
  ]);
  for (const q of ["a84b4c76e66710@pc33.example.com", "Call-ID: a84b4c76e66710@pc33.example.com"]) {
    expect(await found(q, "call")).toMatchObject([{ id: ids.call, path: `/calls/${ids.call}` }]);
  }
});

test("what has just the name that was typed stands first, with or without its accents", async () => {
  const admin = contexts.as("admin");
  await makeCustomer(admin, { name: "Head office supplies" });
  const { hits } = await searchAll(support, { q: "head office" });
  expect(hits.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["customer", "trunk"]));
  expect(hits[0]).toMatchObject({ kind: "trunk", id: ids.trunk });
  const accents = await searchAll(support, { q: "kaka telecom" });
  expect(accents.hits[0]).toMatchObject({ kind: "carrier", id: ids.other });
});

test("what was opened last has today's name, in the given order, without what is gone", async () => {
  const admin = contexts.as("admin");
  const { version } = await makeReadyCarrier(admin, { name: "Old name" }).then(async (row) => {
    const after = await updateCarrier(admin, {
      id: row.id,
      version: row.version,
      name: "New name",
    });
    return { ...after };
  });
  expect(version).toBeGreaterThan(1);
  const recent = `trunk:${ids.trunk},carrier:${ids.other},quote:${ids.quote},carrier:${support.newId()}`;
  const { hits } = await searchAll(support, { recent });
  expect(hits.filter(({ kind }) => kind !== "page").map(({ id }) => id)).toEqual([
    ids.trunk,
    ids.other,
    ids.quote,
  ]);
  expect(hits.some(({ kind }) => kind === "page")).toBe(true);
});

test("a number that is not stored leads to its calls", async () => {
  expect((await searchAll(support, { q: "+64 4 890 0000" })).hits).toMatchObject([
    { kind: "page", label: "Look up +6448900000", path: "/look-up?q=%2B6448900000" },
  ]);
});

test("of each kind no more than eight", async () => {
  const admin = contexts.as("admin");
  for (let count = 0; count < 10; count++) await makeReadyCarrier(admin, { name: `Many ${count}` });
  expect((await found("many", "carrier")).map(({ label }) => label)).toEqual(
    Array.from({ length: 8 }, (_, n) => `Many ${n}`),
  );
});

test("bad input names its field; who may read nothing is refused", async () => {
  await expect(searchAll(support, { q: "x".repeat(501) })).rejects.toMatchObject({
    fields: [{ path: "q" }],
  });
  await expect(searchAll(support, { q: "a\0b" })).rejects.toMatchObject({
    fields: [{ path: "q" }],
  });
  for (const recent of ["carrier", "mail:1", "carrier:1' OR 1=1"]) {
    await expect(searchAll(support, { recent })).rejects.toMatchObject({ kind: "invalid-input" });
  }
  await expect(
    searchAll(contexts.asActor(systemActor("jobs")), { q: "harbour" }),
  ).rejects.toMatchObject({ kind: "refused" });
});
