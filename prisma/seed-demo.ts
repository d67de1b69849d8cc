// Makes the demonstration's data in a store that has no accounts yet.
import { type StaffActor, systemActor } from "@/lib/auth/actor";
import { Conflict } from "@/lib/core/errors";
import type { Context } from "@/lib/services/context";
import { inviteStaff } from "@/lib/services/staff/invite-staff";
import { ACCOUNTS, CARRIERS, PLATFORM } from "./seed-plan";
import { seedCarrier, seedCradleNumbers, seedCustomers, seedPlatform } from "./seed-steps";

export interface SeedOptions {
  /** Makes a context; ids that it gives are the store's. */
  readonly contextFor: (actor: StaffActor | ReturnType<typeof systemActor>) => Context;
  readonly password: string;
  /** Where the sip-agent listens: `udp://127.0.0.1:5060,tcp://…`, or nothing. */
  readonly sipListen: string | undefined;
}

/**
 * Makes nothing where there is an account already. The accounts come last, so that a run that was cut short is taken up
 * by the next; what it made is left as it is.
 *
 * @returns whether data was made
 */
export async function seedDemo(options: SeedOptions): Promise<boolean> {
  const seed = options.contextFor(systemActor("seed"));
  if ((await seed.read.staff.findAll()).length > 0) return false;
  const ctx = options.contextFor(demoAdmin(seed.newId()));
  await seedPlatform(ctx, listenPlaces(options.sipListen));
  await seedCustomers(ctx);
  for (const carrier of CARRIERS) await seedCarrier(ctx, carrier);
  await seedCradleNumbers(ctx);
  // The admin last of all: who is there to sign in as sees everything.
  for (const account of [...ACCOUNTS].reverse()) {
    const id = account.role === "admin" ? ctx.actor.id : undefined;
    await invite(withFirstId(seed, id), { ...account, password: options.password, isDemo: true });
  }
  return true;
}

/** Who makes the data: the demo admin, whose account comes at the end under this id. */
function demoAdmin(id: string): StaffActor {
  const [admin] = ACCOUNTS;
  return { kind: "staff", id, name: admin.name, role: "admin", sessionId: id, isDemo: true };
}

function withFirstId(ctx: Context, id: string | undefined): Context {
  const ids = id === undefined ? [] : [id];
  return { ...ctx, newId: () => ids.shift() ?? ctx.newId() };
}

async function invite(ctx: Context, account: object): Promise<void> {
  await inviteStaff(ctx, account).catch((error: unknown) => {
    if (!(error instanceof Conflict)) throw error;
  });
}

/** What the sip-agent's listen list means for the platform settings: the addresses it sends from, the port peers reach. */
export function listenPlaces(sipListen: string | undefined): {
  readonly egressAddresses: readonly string[];
  readonly sipPort: number;
} {
  const urls = (sipListen ?? "")
    .split(",")
    .filter((text) => URL.canParse(text.trim()))
    .map((text) => new URL(text.trim()));
  const hosts = urls
    .map((url) => url.hostname.replace(/^\[|\]$/g, ""))
    .filter((host) => host !== "" && host !== "0.0.0.0" && host !== "::");
  const addresses = [...new Set(hosts)];
  const port = Number(urls.find((url) => url.protocol !== "tls:")?.port);
  return {
    egressAddresses: addresses.length > 0 ? addresses : [PLATFORM.egressAddress],
    // Without a port of its own, or with one that the system picks, carriers are told the standard one.
    sipPort: port > 0 ? port : PLATFORM.sipPort,
  };
}
