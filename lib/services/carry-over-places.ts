// What answers say of where a carrier's calls come from and where ours go: one address, block or host a line.
import { AppError } from "@/lib/core/errors";
import { NewAclEntry } from "@/lib/schemas/acl-entry";
import { NewGateway } from "@/lib/schemas/gateway";
import { hostPortText, parseHostPort } from "@/lib/telephony/host-port";
import { addAclEntry } from "./acl/add-acl-entry";
import { judgeAclEntry } from "./acl-rules";
import { type CarryOverFacts, type PlannedItem, settled } from "./carry-over-item";
import type { Context } from "./context";
import { addGateway } from "./gateways/add-gateway";

/** Longest label of an ACL entry. */
const LONGEST_LABEL = 100;

function linesOf(answer: string | undefined): string[] {
  return (answer ?? "")
    .split("\n")
    .map((text) => text.trim())
    .filter((text) => text !== "");
}

export async function planAclEntries(
  ctx: Context,
  { carrier, answers }: CarryOverFacts,
): Promise<PlannedItem[]> {
  const { id: carrierId } = carrier.carrier;
  const plan: PlannedItem[] = [];
  const seen = new Set<string>();
  for (const text of linesOf(answers["source-addresses"])) {
    const [typed = "", ...rest] = text.split(/[\s,;]+/);
    const label = rest.join(" ").slice(0, LONGEST_LABEL);
    const named = {
      what: "acl-entry",
      key: `acl:${typed}`,
      title: `Add ACL entry ${typed}`,
    } as const;
    const parsed = NewAclEntry.safeParse({ block: typed, label });
    if (!parsed.success) {
      const message = parsed.error.issues[0]?.message ?? "is no address";
      plan.push(settled({ ...named, verdict: "wrong", message }));
      continue;
    }
    const { block } = parsed.data;
    const item = { ...named, key: `acl:${block}`, title: `Add ACL entry ${block}` };
    if (seen.has(block)) continue;
    seen.add(block);
    if (carrier.aclEntries.some((entry) => entry.block === block)) {
      plan.push(settled({ ...item, verdict: "there", message: null }));
      continue;
    }
    const fault = await faultOfEntry(ctx, carrierId, block);
    if (fault !== null) {
      plan.push(settled({ ...item, verdict: "wrong", message: fault }));
      continue;
    }
    const requestedBy = "Answers of the carrier";
    plan.push({
      item: { ...item, verdict: "new", message: label || null },
      run: (context) => addAclEntry(context, { carrierId, block, label, requestedBy }),
    });
  }
  return plan;
}

/** What the verb would refuse it for, now. */
async function faultOfEntry(
  ctx: Context,
  carrierId: string,
  block: string,
): Promise<string | null> {
  const entry = { id: null, carrierId, block, validFrom: ctx.now(), validUntil: null };
  try {
    await judgeAclEntry(ctx.read, entry);
    return null;
  } catch (error) {
    if (error instanceof AppError && error.fields.length > 0) {
      return error.fields.map(({ message }) => message).join("; ");
    }
    throw error;
  }
}

/** Priorities leave room for what comes between later. */
const STEP = 10;

export function planGateways({ carrier, answers }: CarryOverFacts): PlannedItem[] {
  const { id: carrierId } = carrier.carrier;
  const isShared = answers["gateway-order"] === "shared";
  const optionsCheck = answers["options-answered"] !== "no";
  const keys = new Set<string>();
  return linesOf(answers.gateways).flatMap((text, at): PlannedItem[] => {
    const read = readGateway(text);
    if (typeof read === "string") {
      const title = `Add gateway ${text.slice(0, 100)}`;
      const key = `gateway:${text.slice(0, 200)}`;
      return [settled({ key, what: "gateway", title, verdict: "wrong", message: read })];
    }
    const place = hostPortText(read);
    const key = `gateway:${place} ${read.transport}`;
    if (keys.has(key)) return [];
    keys.add(key);
    const priority = isShared ? STEP : (at + 1) * STEP;
    const gateway = { ...read, priority, optionsCheck };
    const title = `Add gateway ${place} by ${read.transport.toUpperCase()}, priority ${priority}`;
    const item = { key, what: "gateway", title } as const;
    const isThere = carrier.gateways.some(
      ({ host, port, transport }) =>
        host === read.host && port === read.port && transport === read.transport,
    );
    if (isThere) return [settled({ ...item, verdict: "there", message: null })];
    const parsed = NewGateway.safeParse(gateway);
    if (!parsed.success) {
      const message = parsed.error.issues[0]?.message ?? "is no gateway";
      return [settled({ ...item, verdict: "wrong", message })];
    }
    return [
      {
        item: { ...item, verdict: "new", message: optionsCheck ? null : "without OPTIONS" },
        run: (ctx) => addGateway(ctx, { ...gateway, carrierId }),
      },
    ];
  });
}

interface ReadGateway {
  readonly host: string;
  readonly port: number | null;
  readonly transport: "udp" | "tcp" | "tls";
}

/** "sip1.carrier.example:5060 udp", "sip1.carrier.example, 5060, TCP" and the like; or what is wrong with it. */
function readGateway(text: string): ReadGateway | string {
  const [first = "", ...rest] = text.toLowerCase().split(/[\s,;/]+/);
  const parsed = parseHostPort(first);
  if (!parsed.ok) return parsed.message;
  const { host } = parsed.value;
  let { port } = parsed.value;
  let transport: ReadGateway["transport"] = "udp";
  for (const word of rest) {
    if (word === "udp" || word === "tcp" || word === "tls") transport = word;
    else if (/^\d{1,5}$/.test(word) && port === null) port = Number(word);
    else if (word !== "port" && word !== "") {
      return `${word.slice(0, 40)} is neither a port nor udp, tcp or tls`;
    }
  }
  return { host, port, transport };
}
