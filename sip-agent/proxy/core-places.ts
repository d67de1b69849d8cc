/** Whether a text names a place of the core: an address that it signals from or to, or a host name of an endpoint. */
import { isKnownInDialog } from "@/lib/policy/look-up-source";
import { decodeEscapes } from "@/lib/sip/sip-uri";
import type { Snapshot } from "@/lib/snapshot/model";
import { packAddress } from "@/lib/telephony/packed-address";
import { findTargets } from "./configured";
import type { ProxyContext } from "./proxy-context";
import { targetsAt } from "./source-lookup";

/** What is asked for; `proxy-context.ts` has it. */
export type PlacesContext = Pick<ProxyContext, "snapshot" | "resolver" | "wallMs">;

export type NamesCore = (text: string) => boolean;

/** From wherever one could begin: what stands before may be digits too. */
const IPV4 = /(?=(\d{1,3}(?:\.\d{1,3}){3}))/g;
/** What could be an IPv6 address; a port or a scheme's colon may still hang on it. */
const IPV6 = /[0-9a-f]*:[0-9a-f.:]+/gi;

/** An address, a host by its dots, or a port: most texts hold none, and are not taken apart. */
const PLACE = /[\w-]\.[\w-]|:/;

/** True if the text could name an address, a host by its dots, or a port. */
export function namesPlace(text: string): boolean {
  return PLACE.test(text);
}

/** Tells of a text, escapes undone, whether an address or a host name of the core's signalling stands anywhere in it. */
export function coreNamedBy(context: PlacesContext): NamesCore {
  return (text) => {
    const plain = text.includes("%") ? (decodeEscapes(text) ?? text) : text;
    if (!namesPlace(plain)) return false;
    const lower = plain.toLowerCase();
    if (hostsOf(context.snapshot()).some((host) => lower.includes(host))) return true;
    const isCore = (place: string) => isCoreAddress(context, place);
    if ([...lower.matchAll(IPV4)].some(([, found = ""]) => isCore(found))) return true;
    return (
      lower.match(IPV6)?.some((found) => isCore(found.replace(/^:(?!:)|(?<!:):$/g, ""))) ?? false
    );
  };
}

function isCoreAddress(context: PlacesContext, place: string): boolean {
  const address = packAddress(place);
  if (address === null) return false;
  const named = targetsAt(context.resolver, address);
  return isKnownInDialog(
    context.snapshot().policy,
    { kind: "core" },
    address,
    context.wallMs,
    named,
  );
}

const hostLists = new WeakMap<Snapshot["coreEndpoints"], readonly string[]>();

/** Host names of all core endpoints, lower-case, of those with a dot; made once a configuration. */
function hostsOf(snapshot: Snapshot): readonly string[] {
  const { coreEndpoints } = snapshot;
  let hosts = hostLists.get(coreEndpoints);
  if (hosts === undefined) {
    hosts = findTargets(snapshot, "core", "")
      .map(({ host }) => host.toLowerCase())
      .filter((host) => host.includes(".") && packAddress(host) === null);
    hostLists.set(coreEndpoints, hosts);
  }
  return hosts;
}
