// What a carrier is handed of Cradle and of its own set-up, filled from the rows as they are now. It shows no secret.
import type { ReadStore } from "@/lib/db/store";
import type { NamedTrunk } from "@/lib/db/trunks";
import type { Carrier } from "@/lib/schemas/carrier";
import type { HandOffSheet } from "@/lib/schemas/hand-off-sheet";
import type { EgressAddress, PlatformSettings } from "@/lib/schemas/settings";
import { SESSION_SEC } from "@/lib/sip/session-sec";

/** How often the sip-agents send OPTIONS, unless an installation says otherwise. */
const OPTIONS_INTERVAL_SEC = 30;
/** Trunks from here on are to be set up; before, the customer has not agreed to anything. */
const HANDED_OFF: readonly NamedTrunk["state"][] = ["configuring", "testing", "live"];
/** Whom a NOC turns to. */
const MOST_CONTACTS = 100;

/** Null while the platform has no settings. */
export async function fillHandOffSheet(
  store: ReadStore,
  carrier: Carrier,
  now: Date,
): Promise<HandOffSheet | null> {
  const settings = await store.settings.get();
  if (settings === null) return null;
  // One after the other: inside a transaction they share one connection.
  const egress = await store.settings.findEgressAddresses();
  const acl = await store.acl.findActive(carrier.id);
  const gateways = await store.gateways.findPresent(carrier.id);
  const credentials = await store.credentials.findUnrevoked(carrier.id);
  const trunks = await store.trunks.findOf({ carrierId: carrier.id });
  const people = { carrierId: carrier.id, active: true, limit: MOST_CONTACTS };
  const contacts = await store.contacts.findPage(people);
  return {
    issuer: { legalName: settings.legalName, legalAddress: settings.legalAddress },
    carrierName: carrier.name,
    signallingFqdn: settings.signallingFqdn,
    sipPort: settings.sipPort,
    sipTlsPort: settings.sipTlsPort,
    transports: settings.transports,
    egressAddresses: egress.filter(lasts(now)).map((row) => egressLine(row, now)),
    mediaRanges: settings.mediaRanges,
    codecs: settings.codecs,
    digest:
      carrier.authMode === "acl"
        ? null
        : {
            realm: credentials[0]?.realm ?? settings.signallingFqdn,
            usernames: credentials.map((row) => row.username),
            md5Only: carrier.digestMd5Only,
          },
    aclEntries: acl.filter(lasts(now)).map(({ block, label }) => ({ block, label })),
    gateways: gateways
      .filter((row) => row.enabled)
      .map(({ host, port, transport, priority, weight }) => ({
        host,
        port,
        transport,
        priority,
        weight,
      })),
    optionsIntervalSec: OPTIONS_INTERVAL_SEC,
    sessionTimerSec: SESSION_SEC,
    maxChannels: carrier.maxChannels,
    maxCallsPerSec: carrier.maxCallsPerSec,
    trunks: await fillTrunks(store, carrier, trunks, settings, now),
    nocContact: settings.nocContact,
    escalation: settings.escalation,
    testNumbers: carrier.testNumbers,
    testWindow: carrier.testWindow || settings.testWindow,
    contacts: contacts.items.map(({ role, name, email, phone }) => ({ role, name, email, phone })),
    noticeDays: settings.noticeDays,
  };
}

const lasts = (now: Date) => (row: { readonly validUntil: Date | null }) =>
  row.validUntil === null || row.validUntil > now;

/** One that begins later is handed over in time, and says so. */
function egressLine({ address, label, validFrom }: EgressAddress, now: Date) {
  const later = validFrom > now ? `from ${validFrom.toISOString().slice(0, 10)}` : "";
  return { address, label: [label, later].filter((text) => text !== "").join(", ") };
}

function removedHeaders(trunk: NamedTrunk): string[] {
  const modes = [
    ["P-Asserted-Identity", trunk.assertedIdentity],
    ["Diversion", trunk.diversion],
    ["History-Info", trunk.historyInfo],
    ["Privacy", trunk.privacy],
  ] as const;
  return modes.filter(([, mode]) => mode === "remove").map(([name]) => name);
}

async function fillTrunks(
  store: ReadStore,
  carrier: Carrier,
  trunks: readonly NamedTrunk[],
  settings: PlatformSettings,
  now: Date,
): Promise<HandOffSheet["trunks"]> {
  const verified = await store.handOffs.findVerifiedNumbers(carrier.id, now);
  const handedOff = trunks.filter((row) => HANDED_OFF.includes(row.formerState ?? row.state));
  const sheets: HandOffSheet["trunks"] = [];
  for (const trunk of handedOff) {
    const byocNumbers = await store.numbers.findActiveOfTrunk(trunk.id);
    sheets.push({
      name: trunk.name,
      customerName: trunk.customerName,
      fqdn: `${trunk.fqdnLabel}.${settings.signallingFqdn}`,
      maxChannels: trunk.maxChannels,
      maxCallsPerSec: trunk.maxCallsPerSec,
      longestCallSec: trunk.longestCallSec,
      removedHeaders: removedHeaders(trunk),
      byocNumbers: byocNumbers.map((row) => row.e164),
      cradleNumbers: verified
        .filter((row) => row.customerId === trunk.customerId)
        .map(({ e164, reference, validUntil }) => ({
          e164,
          reference,
          validUntil: validUntil?.toISOString() ?? null,
        })),
    });
  }
  return sheets;
}
