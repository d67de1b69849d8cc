/** RFC 3263 for one name and one transport, over records that are known: which places, in which groups. Pure. */
import type { DnsRecord, NaptrRecord, QuestionType, SrvRecord } from "./dns-record";
import type { KnownRecords } from "./known-records";
import { SIP_PORT, type SipTransport } from "./name-resolver";

/** Addresses of one server: one SRV record, or the name itself where there is none. */
export interface PlaceGroup {
  readonly priority: number;
  readonly weight: number;
  /** Null: of whoever asks. */
  readonly port: number | null;
  readonly addresses: readonly string[];
  /** DNS says that it is gone: the last resort. */
  readonly isHeld: boolean;
}

export interface Located {
  readonly groups: readonly PlaceGroup[];
  /** Why there is no place that DNS speaks for now, or why what is known is old; null: nothing is wrong. */
  readonly problem: string | null;
  /** DNS says for certain that there is none. */
  readonly isAbsent: boolean;
}

/** Gives what is known of a name and type, and has it asked from now on. */
export type LookUp = (name: string, type: QuestionType) => KnownRecords;

/** Servers of one name that are looked at, by priority, and addresses of each. */
const MOST_SERVERS = 16;
const MOST_ADDRESSES = 8;

const SERVICE_PREFIX: Readonly<Record<SipTransport, string>> = {
  udp: "_sip._udp",
  tcp: "_sip._tcp",
  tls: "_sips._tcp",
};
const NAPTR_SERVICE: Readonly<Record<SipTransport, string>> = {
  udp: "sip+d2u",
  tcp: "sip+d2t",
  tls: "sips+d2t",
};

interface Found {
  readonly groups: PlaceGroup[];
  readonly absent: string[];
  /** `isStale`: the last good records are in use meanwhile. */
  readonly failed: { readonly why: string; readonly isStale: boolean }[];
  isPending: boolean;
}

/**
 * §4.1 and §4.2. `transport` null: a port is configured, and A and AAAA alone are asked for. Otherwise the transport is
 * the configured one: NAPTR may say where its SRV records are, but no other transport is taken from it. Without SRV
 * records the name's own addresses are taken.
 */
export function locate(
  host: string,
  transport: SipTransport | null,
  families: readonly (4 | 6)[],
  lookUp: LookUp,
): Located {
  const found: Found = { groups: [], absent: [], failed: [], isPending: false };
  if (transport === null) addAddresses(found, host, families, lookUp, PLAIN);
  else addByService(found, host, transport, families, lookUp);
  const isFresh = found.groups.some((group) => !group.isHeld);
  const isAbsent =
    !isFresh && !found.isPending && found.failed.length === 0 && found.absent.length > 0;
  return { groups: found.groups, problem: problemIn(found, isFresh), isAbsent };
}

function problemIn({ failed, absent, isPending }: Found, isFresh: boolean): string | null {
  // One family without an answer is no trouble while the other has one.
  if (isFresh) return failed.find((one) => one.isStale)?.why ?? null;
  return (
    (failed.find((one) => !one.isStale) ?? failed[0])?.why ??
    (isPending ? null : (absent[0] ?? null))
  );
}

const PLAIN = { priority: 0, weight: 0, port: null, isHeld: false };

function addByService(
  found: Found,
  host: string,
  transport: SipTransport,
  families: readonly (4 | 6)[],
  lookUp: LookUp,
): void {
  const naptr = lookUp(host, "NAPTR");
  // Nothing is asked twice for a server that cannot do NAPTR: without an answer it counts as none.
  if (naptr.state.kind === "unasked" && naptr.records === null) {
    found.isPending = true;
    return;
  }
  const named = naptr.state.kind === "absent" ? null : replacementOf(naptr.records, transport);
  const service = named ?? `${SERVICE_PREFIX[transport]}.${host}`;
  const srv = lookUp(service, "SRV");
  const records = srvOf(srv.records);
  if (srv.state.kind === "absent") {
    addAddresses(found, host, families, lookUp, PLAIN);
    addServers(found, records, families, lookUp, true);
  } else if (records.length > 0) {
    if (srv.state.kind === "failed") {
      found.failed.push({ why: `SRV: ${srv.state.why}`, isStale: true });
    }
    addServers(found, records, families, lookUp, false);
  } else if (srv.state.kind === "failed") {
    found.failed.push({ why: `SRV: ${srv.state.why}`, isStale: false });
  } else {
    found.isPending = true;
  }
}

function addServers(
  found: Found,
  records: readonly SrvRecord[],
  families: readonly (4 | 6)[],
  lookUp: LookUp,
  isHeld: boolean,
): void {
  for (const { target, priority, weight, port } of records) {
    // RFC 2782: a target of "." says that the service is not offered here.
    if (target === "") found.absent.push("the service is not offered (SRV)");
    else addAddresses(found, target, families, lookUp, { priority, weight, port, isHeld });
  }
}

function addAddresses(
  found: Found,
  host: string,
  families: readonly (4 | 6)[],
  lookUp: LookUp,
  group: Omit<PlaceGroup, "addresses">,
): void {
  const fresh: string[] = [];
  const held: string[] = [];
  for (const family of families) {
    const known = lookUp(host, family === 4 ? "A" : "AAAA");
    const { state } = known;
    const addresses = addressesOf(known.records);
    (state.kind === "absent" ? held : fresh).push(...addresses);
    if (state.kind === "absent") found.absent.push(state.why);
    else if (state.kind === "unasked" && addresses.length === 0) found.isPending = true;
    else if (state.kind === "failed") {
      found.failed.push({ why: state.why, isStale: addresses.length > 0 });
    }
  }
  if (fresh.length > 0) {
    found.groups.push({ ...group, addresses: fresh.slice(0, MOST_ADDRESSES) });
  }
  if (held.length > 0) {
    found.groups.push({ ...group, isHeld: true, addresses: held.slice(0, MOST_ADDRESSES) });
  }
}

function addressesOf(records: readonly DnsRecord[] | null): string[] {
  return (records ?? []).flatMap((one) => ("address" in one ? [one.address] : []));
}

function srvOf(records: readonly DnsRecord[] | null): SrvRecord[] {
  return (records ?? [])
    .filter((one): one is SrvRecord => one.type === "SRV")
    .sort((a, b) => a.priority - b.priority)
    .slice(0, MOST_SERVERS);
}

/** The SRV name that NAPTR gives for this transport; null: it says nothing about it. */
function replacementOf(
  records: readonly DnsRecord[] | null,
  transport: SipTransport,
): string | null {
  const fit = (records ?? [])
    .filter(
      (one): one is NaptrRecord =>
        one.type === "NAPTR" && one.flags === "s" && one.services === NAPTR_SERVICE[transport],
    )
    .sort((a, b) => a.order - b.order || a.preference - b.preference);
  return fit[0]?.replacement ?? null;
}

/** The port of a place in a group. */
export function portOf(group: PlaceGroup, configured: number | null, transport: SipTransport) {
  return configured ?? group.port ?? SIP_PORT[transport];
}
