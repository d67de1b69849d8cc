/** Clients that read pages at once, and how long each page took. */
import { setTimeout as wait } from "node:timers/promises";
import type { PageAddresses } from "./addresses";
import { scriptWeight } from "./script-weight";
import type { Visitor } from "./visitor";

/** How far a list is paged into by its own links before it is measured. */
const PAGES_IN = 3;
/** The first answers of a page compile it. */
const WARM_UP = 2;

export interface MeasuredPage extends PageAddresses {
  readonly visitor: Visitor;
}

export interface Figures {
  readonly route: string;
  /** The portal's processor time for each answer; empty where several clients read at once. */
  readonly cpuMs: readonly number[];
  /** Each answer's time. */
  readonly ms: readonly number[];
  readonly variants: number;
  readonly bytes: number;
  /** Compressed; 0 where the answer is no page. */
  readonly scriptBytes: number;
  /** The address that took longest, and statuses that were no page. */
  readonly slowest: string;
  readonly faults: readonly string[];
}

export interface Load {
  readonly clients: number;
  readonly times: number;
  readonly pauseMs: number;
  /** The portal's processor time so far, where it can be told. */
  cpuMs(): number;
}

interface Noted {
  readonly status: number;
  readonly ms: number;
  readonly cpuMs?: number;
}

/** A page with its addresses, and what was measured of it so far. */
interface Plan {
  readonly page: MeasuredPage;
  readonly addresses: readonly string[];
  note(address: string, answer: Noted): void;
  figures(): Figures;
}

export async function measure(
  pages: readonly MeasuredPage[],
  rows: ReadonlyMap<string, readonly string[]>,
  load: Load,
): Promise<Figures[]> {
  const plans: Plan[] = [];
  for (const page of pages) plans.push(await planOf(page, rows));
  // All pages in turns, so that each meets all others.
  const queue = Array.from({ length: load.times }, (_, turn) =>
    plans.map((plan) => ({ plan, turn })),
  )
    .flat()
    .values();
  await Promise.all(
    Array.from({ length: load.clients }, async () => {
      for (const { plan, turn } of queue) {
        const address = plan.addresses[turn % plan.addresses.length] ?? plan.page.route;
        const before = load.clients === 1 ? load.cpuMs() : 0;
        const answer = await plan.page.visitor.read(address);
        const own = load.clients === 1 ? { cpuMs: load.cpuMs() - before } : {};
        plan.note(address, { status: answer.status, ms: answer.ms, ...own });
        // People do not turn pages in step.
        if (load.pauseMs > 0) await wait(load.pauseMs * (0.5 + Math.random()));
      }
    }),
  );
  return plans.map((plan) => plan.figures());
}

/** Its addresses with rows, and what its own links of sorts and further pages lead to. */
async function planOf(
  page: MeasuredPage,
  rows: ReadonlyMap<string, readonly string[]>,
): Promise<Plan> {
  const addresses = page.addresses.flatMap((address) => withRows(address, rows));
  if (addresses.length === 0) throw new Error(`${page.route}: the store has no such row`);
  const first = await page.visitor.read(addresses[0] ?? "");
  if (page.isList)
    addresses.push(...(await furtherAddresses(page, addresses[0] ?? "", first.text)));
  for (let n = 0; n < WARM_UP; n++) await page.visitor.read(addresses[n % addresses.length] ?? "");
  const ms: number[] = [];
  const cpuMs: number[] = [];
  const faults = new Set<string>();
  let slowest = { address: "", ms: 0 };
  return {
    page,
    addresses,
    note(address: string, answer: Noted) {
      ms.push(answer.ms);
      if (answer.cpuMs !== undefined) cpuMs.push(answer.cpuMs);
      if (answer.status !== 200) faults.add(`${answer.status} ${address}`);
      if (answer.ms > slowest.ms) slowest = { address, ms: answer.ms };
    },
    figures: (): Figures => ({
      ...{ route: page.route, ms, cpuMs, variants: addresses.length, bytes: first.text.length },
      ...{ scriptBytes: scriptWeight(first.text), slowest: slowest.address, faults: [...faults] },
    }),
  };
}

/** An address for each row of its kind; the address itself where it names none. */
function withRows(address: string, rows: ReadonlyMap<string, readonly string[]>): string[] {
  const kind = /\{(\w+)\}/.exec(address)?.[1];
  if (kind === undefined) return [address];
  return (rows.get(kind) ?? []).map((id) => address.replace(`{${kind}}`, id));
}

async function furtherAddresses(
  { visitor }: MeasuredPage,
  address: string,
  html: string,
): Promise<string[]> {
  const path = address.split("?")[0] ?? "";
  const sorts = linksOf(html, path).filter(
    (link) => /[?&]sort=/.test(link) && !/cursor=/.test(link),
  );
  const found = [...new Set(sorts)];
  for (const start of [address, ...found]) {
    let text = start === address ? html : (await visitor.read(start)).text;
    for (let n = 0; n < PAGES_IN; n++) {
      const next = linksOf(text, path)
        .filter((link) => /cursor=/.test(link))
        .at(-1);
      if (next === undefined) break;
      if (n === PAGES_IN - 1) found.push(next);
      text = (await visitor.read(next)).text;
    }
  }
  return [...new Set(found)];
}

function linksOf(html: string, path: string): string[] {
  return [...html.matchAll(/href="([^"]+)"/g)]
    .map(([, link]) => (link ?? "").replaceAll("&amp;", "&"))
    .map((link) => (link.startsWith("?") ? path + link : link))
    .filter((link) => link.startsWith(`${path}?`));
}
