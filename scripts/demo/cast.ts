// Who takes part in the demo: one phone for each address of the seed's plan.
import { CARRIERS, PLATFORM, UNKNOWN_SOURCE } from "@/prisma/seed-plan";
import { type Manners, Phone } from "./phone";
import type { Address } from "./sip-endpoint";

const SIP_PORT = 5060;

/** A carrier of the plan, with the phone that calls from its first ACL entry. */
export interface Caller {
  readonly name: string;
  readonly phone: Phone;
  readonly numbers: readonly string[];
  readonly trunkFqdn: string;
}

export interface Cast {
  readonly core: Phone;
  /** In the plan's order. */
  readonly carriers: readonly Caller[];
  readonly stranger: Phone;
  readonly all: readonly Phone[];
}

/** How people take calls: most answer, some are busy, and one gateway in eight calls is overloaded. */
function people(random: () => number): Manners {
  const ringMs = 300 + random() * 1_500;
  if (random() < 0.1) return { ringMs, refuseWith: { status: 486, reason: "Busy Here" } };
  return { ringMs };
}

function firstGateway(random: () => number): Manners {
  if (random() > 0.125) return people(random);
  return { ringMs: 0, refuseWith: { status: 503, reason: "Service Unavailable" } };
}

/** Opens every phone, or none: rejects with a sentence if an address is taken. */
export async function openCast(agent: Address, random: () => number): Promise<Cast> {
  const all: Phone[] = [];
  const open = async (address: string, port: number, manners: () => Manners) => {
    const phone = await Phone.open({ address, port }, agent, manners);
    all.push(phone);
    return phone;
  };
  try {
    const { host, port } = PLATFORM.coreEndpoint;
    const core = await open(host, port, () => people(random));
    const stranger = await open(UNKNOWN_SOURCE, SIP_PORT, () => people(random));
    const carriers: Caller[] = [];
    for (const carrier of CARRIERS) {
      for (const [index, gateway] of carrier.gateways.entries()) {
        const manners = index === 0 && carrier.gateways.length > 1 ? firstGateway : people;
        await open(gateway.host, gateway.port, () => manners(random));
      }
      const [entry] = carrier.aclEntries;
      if (entry === undefined) throw new Error(`${carrier.name} has no ACL entry`);
      carriers.push({
        name: carrier.name,
        phone: await open(firstHost(entry.block), SIP_PORT, () => people(random)),
        numbers: carrier.trunk.byocNumbers,
        trunkFqdn: `${carrier.trunk.fqdnLabel}.${PLATFORM.signallingFqdn}`,
      });
    }
    return { core, carriers, stranger, all };
  } catch (error) {
    await Promise.all(all.map((phone) => phone.close()));
    throw error;
  }
}

/** A host of a block: its first but one, or the address itself. */
function firstHost(block: string): string {
  const [address = "", width] = block.split("/");
  if (width === undefined) return address;
  const at = address.lastIndexOf(".") + 1;
  return address.slice(0, at) + (Number(address.slice(at)) + 1);
}
