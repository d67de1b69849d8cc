// Several people at the same quote at once, each on a connection of their own: one wins, the others are told, no number is lost.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/actor";
import { systemDeps } from "@/lib/core/deps";
import { AppError } from "@/lib/core/errors";
import { createLogger } from "@/lib/core/log";
import { type Database, openDatabase } from "@/lib/db/client";
import type { QuoteRevision } from "@/lib/schemas/quote";
import { makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makePlatform } from "@/prisma/factories/platform";
import { makeQuote, makeSentQuote, quoteInput } from "@/prisma/factories/quote";
import { makeTrunk } from "@/prisma/factories/trunk";
import { verifyAuditChain } from "../audit/verify-audit-chain";
import { type Context, createContext } from "../context";
import { type TestContexts, testContexts, testStaff } from "../test-context";
import { expireQuotes } from "./expire-quotes";
import { listQuotes } from "./list-quotes";
import { recordQuoteAnswer } from "./record-quote-answer";
import { reviseQuote } from "./revise-quote";
import { sendQuote } from "./send-quote";
import { updateQuoteDraft } from "./update-quote-draft";
import { withdrawQuote } from "./withdraw-quote";

const ROUNDS = 8;
const PEOPLE = 3;

let contexts: TestContexts;
let admin: Context;
let pools: Database[];
let people: Context[];
let trunkId: string;
beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  await makePlatform(admin);
  const carrier = await makeReadyCarrier(admin);
  const customer = await makeCustomer(admin);
  trunkId = (await makeTrunk(admin, carrier.id, customer.id)).id;
  pools = Array.from({ length: PEOPLE }, () =>
    openDatabase(contexts.database.portalUrl, { poolSize: 1 }),
  );
  people = pools.map((database) => personOn(database));
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  await contexts.close();
});

function personOn(database: Database, now?: Date): Context {
  const deps = now === undefined ? systemDeps : { ...systemDeps, now: () => now };
  const log = createLogger({ name: "test", level: "silent" });
  const actor = testStaff("sales");
  return createContext({ database, deps, log, actor, requestId: deps.newId() });
}

const at = (index: number): Context => {
  const person = people[index];
  if (person === undefined) throw new Error(`there is no person ${index}`);
  return person;
};

/** Who lost, and how they were told; anything but the errors of a lost race fails the test. */
async function race(...attempts: Promise<unknown>[]): Promise<{ won: number; told: string[] }> {
  const outcomes = await Promise.allSettled(attempts);
  const told = outcomes.flatMap((outcome) => {
    if (outcome.status === "fulfilled") return [];
    if (outcome.reason instanceof AppError) return [outcome.reason.kind];
    throw outcome.reason;
  });
  for (const kind of told) expect(["conflict", "stale-edit", "gate-closed"]).toContain(kind);
  return { won: outcomes.length - told.length, told };
}

const named = ({ id, version }: QuoteRevision) => ({ id, version });
const answerOf = (sent: QuoteRevision, answer: "accepted" | "declined") => ({
  ...named(sent),
  answer,
  contactId: sent.sentToId,
  note: "by phone",
});

describe.each(Array.from({ length: ROUNDS }, (_, round) => round))("round %i", () => {
  test("of all who send one draft, one does; of drafts sent at once, each has a number", async () => {
    const sentToId = (await makeSentQuote(admin, trunkId)).sentToId;
    const draft = await makeQuote(admin, trunkId);
    const same = people.map((ctx) => sendQuote(ctx, { ...named(draft), sentToId }));
    expect((await race(...same)).won).toBe(1);
    const drafts = await Promise.all(people.map(() => makeQuote(admin, trunkId)));
    const sent = await Promise.all(
      drafts.map((one, index) => sendQuote(at(index), { ...named(one), sentToId })),
    );
    expect(new Set(sent.map(({ number }) => number)).size).toBe(PEOPLE);
  });

  test("of all who revise, one does", async () => {
    const { quoteId } = await makeSentQuote(admin, trunkId);
    const { won, told } = await race(...people.map((ctx) => reviseQuote(ctx, { id: quoteId })));
    expect([won, told]).toEqual([1, ["conflict", "conflict"]]);
  });

  test("accepted, declined or withdrawn: one of these", async () => {
    const sent = await makeSentQuote(admin, trunkId);
    const { won } = await race(
      recordQuoteAnswer(at(0), answerOf(sent, "accepted")),
      recordQuoteAnswer(at(1), answerOf(sent, "declined")),
      withdrawQuote(at(2), named(sent)),
    );
    expect(won).toBe(1);
  });

  test("accepted while the next revision goes out: one revision stands", async () => {
    const sent = await makeSentQuote(admin, trunkId);
    const draft = await reviseQuote(admin, { id: sent.quoteId });
    await race(
      recordQuoteAnswer(at(0), answerOf(sent, "accepted")),
      sendQuote(at(1), { ...named(draft), sentToId: sent.sentToId }),
    );
    const revisions = await admin.read.quotes.findRevisions(sent.quoteId);
    expect(revisions.map(({ state }) => state)).toEqual(["sent", "superseded"]);
    const answered = revisions[1]?.answeredAt ?? null;
    const refusal = recordQuoteAnswer(at(0), answerOf(sent, "accepted"));
    await expect(refusal).rejects.toMatchObject({ kind: "gate-closed" });
    expect((await admin.read.quotes.getRevision(sent.id))?.answeredAt ?? null).toEqual(answered);
  });

  test("changed while it goes out: what was sent is one of both, whole", async () => {
    const { sentToId } = await makeSentQuote(admin, trunkId);
    const draft = await makeQuote(admin, trunkId);
    const { trunkId: _, ...input } = quoteInput(admin, trunkId, { terms: "" });
    const { won } = await race(
      updateQuoteDraft(at(0), { ...input, ...named(draft), agreedChannels: 99 }),
      sendQuote(at(1), { ...named(draft), sentToId }),
    );
    expect(won).toBe(1);
    const now = await admin.read.quotes.getRevision(draft.id);
    expect([now?.state, now?.agreedChannels]).toEqual(
      now?.state === "sent" ? ["sent", 10] : ["draft", 99],
    );
  });

  test("accepted in the second it expires: the clock decides, whoever comes first", async () => {
    const sent = await makeSentQuote(admin, trunkId);
    const [pool] = pools;
    if (pool === undefined) throw new Error("no pool");
    const late = personOn(pool, sent.validUntil);
    const jobs = { ...late, actor: systemActor("jobs") };
    const [accepted, expired] = await Promise.allSettled([
      recordQuoteAnswer(late, answerOf(sent, "accepted")),
      expireQuotes(jobs),
    ]);
    expect([accepted.status, expired.status]).toEqual(["rejected", "fulfilled"]);
    expect((await admin.read.quotes.getRevision(sent.id))?.state).toBe("expired");
  });
});

test("afterwards every number of the year was given once, in order, and the audit chain holds", async () => {
  const numbers: number[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listQuotes>> = await listQuotes(admin, {
      limit: 100,
      ...(cursor === null ? {} : { cursor }),
    });
    for (const { number } of page.items) {
      if (number !== null) numbers.push(Number(number.split("-")[2]));
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  numbers.sort((one, other) => one - other);
  expect(numbers.length).toBeGreaterThan(ROUNDS * (PEOPLE + 2));
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  expect(await verifyAuditChain(admin)).toMatchObject({ intact: true });
});
