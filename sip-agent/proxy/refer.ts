/** REFER inside a dialog: refused unless the trunk takes it, and then only to a +E.164 number at our FQDN. */

import { decide } from "@/lib/policy/decide";
import type { RejectDecision } from "@/lib/policy/model";
import type { TrunkRow } from "@/lib/policy/rows";
import type { SipMessage } from "@/lib/sip/message";
import { parseNameAddr } from "@/lib/sip/name-addr";
import { partyFacts } from "@/lib/sip/policy-facts";
import { decodeEscapes } from "@/lib/sip/sip-uri";
import { parseBlock } from "@/lib/telephony/cidr";
import { E164_SHAPE } from "@/lib/telephony/e164";
import { getTrunk } from "./configured";
import type { ProxyContext } from "./proxy-context";
import { ALLOW } from "./refusal";
import { surroundingsOf } from "./surroundings";
import type { DialogToken } from "./token/dialog-token";

const METHODS: ReadonlySet<string> = new Set(ALLOW.split(", "));
/** A transfer, and what tells how it goes (RFC 3515 §2.4.4). */
const TRANSFER_METHODS: ReadonlySet<string> = new Set(["REFER", "NOTIFY"]);

/** What becomes of a REFER: the Refer-To value that goes on, or a refusal; `rule`: the one that decided, if one did. */
type ReferVerdict = { readonly kind: "passes"; readonly referTo: string } | Refused;
interface Refused {
  readonly kind: "refused";
  readonly status: number;
  readonly reason: string;
  readonly rule: RejectDecision["rule"] | null;
}

const NOT_ALLOWED: Refused = {
  kind: "refused",
  status: 403,
  reason: "REFER is not allowed on this trunk",
  rule: null,
};

/** True if the method may be used inside some dialog. */
export function isDialogMethod(method: string): boolean {
  return METHODS.has(method) || TRANSFER_METHODS.has(method);
}

/** True if the method is for transfers alone, and the trunk takes none. REFER has an answer of its own. */
export function isStrayNotify(context: ProxyContext, token: DialogToken, method: string): boolean {
  return method === "NOTIFY" && getTrunk(context.snapshot(), token.trunk)?.allowRefer !== true;
}

/**
 * Judges a REFER. The core calls whom a carrier refers it to, over the same trunk and as who it is in the dialog: such a
 * REFER is decided as that origination would be. Refer-To goes on with the number at our FQDN, or toward the core at the
 * trunk's, and nothing beside.
 */
export function judgeRefer(
  context: ProxyContext,
  token: DialogToken,
  message: SipMessage,
): ReferVerdict {
  const snapshot = context.snapshot();
  const trunk = getTrunk(snapshot, token.trunk);
  if (trunk === null || !trunk.allowRefer || message.count("Refer-To") !== 1) return NOT_ALLOWED;
  const uri = parseNameAddr(message.header("Refer-To") ?? "")?.parsedUri;
  if (uri?.kind !== "sip" || uri.headers.length > 0) return NOT_ALLOWED;
  const fqdn = snapshot.settings.signallingFqdn;
  const trunkFqdn = `${trunk.fqdnLabel}.${fqdn}`;
  const number = decodeEscapes(uri.user ?? "") ?? "";
  const isOurs = uri.host === fqdn || uri.host === trunkFqdn;
  if (!isOurs || !E164_SHAPE.test(number)) return NOT_ALLOWED;
  if (token.side === "core") return { kind: "passes", referTo: `<sip:${number}@${fqdn}>` };
  const refusal = refusalOfOrigination(context, trunk, trunkFqdn, number, message);
  return refusal ?? { kind: "passes", referTo: `<sip:${number}@${trunkFqdn}>` };
}

/** Null if the core could call this number over the trunk now, as who it is in the dialog. */
function refusalOfOrigination(
  context: ProxyContext,
  trunk: TrunkRow,
  trunkFqdn: string,
  number: string,
  message: SipMessage,
): Refused | null {
  const { policy, coreSources } = context.snapshot();
  const [source] = coreSources.values();
  const block = source === undefined ? null : parseBlock(source.block);
  if (!block?.ok) return NOT_ALLOWED;
  const decision = decide(
    policy,
    {
      nowMs: context.wallMs,
      source: {
        address: block.value.base,
        port: 5060,
        transport: "udp",
        resolvedTargetIds: [],
        isOverRate: false,
      },
      agent: {
        isDraining: context.isDraining(),
        isOverloaded: false,
        refusesUnknownSources: false,
        isEveryHopTls: false,
      },
      defect: null,
      message: {
        method: "INVITE",
        sipVersion: "2.0",
        requestUri: {
          scheme: "sip",
          user: number,
          hasPassword: false,
          host: trunkFqdn,
          hostKind: "name",
          isOwnAddress: false,
          hasMaddr: false,
          hasNumberParameter: false,
        },
        hasToTag: false,
        maxForwards: null,
        proxyRequire: [],
        isLooped: false,
        from: partyFacts(message.to),
        assertedIdentities: [],
        privacy: [],
        diversion: null,
        historyInfo: null,
        credentials: { kind: "absent" },
      },
    },
    surroundingsOf(context),
  );
  if (decision.action === "route" && decision.trunkId === trunk.id) return null;
  if (decision.action !== "reject") return NOT_ALLOWED;
  const { code, reason, rule } = decision;
  return { kind: "refused", status: code, reason, rule };
}
