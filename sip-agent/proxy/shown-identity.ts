/** Whom a message inside a dialog may show a carrier: by the trunk's settings, and only numbers that it may show. */
import { mayShow } from "@/lib/policy/caller-rules";
import type { CompiledTrunk } from "@/lib/policy/compile";
import { H } from "@/lib/sip/header-name";
import type { SipMessage } from "@/lib/sip/message";
import type { MessageEditor } from "@/lib/sip/message-editor";
import { type NameAddr, parseNameAddr } from "@/lib/sip/name-addr";
import { partyFacts } from "@/lib/sip/policy-facts";
import { getTrunk } from "./configured";
import { userMark } from "./contact-marks";
import { keepOwnForwarders } from "./forwarders";
import { applyHeaderModes } from "./invite-rewrite";
import type { ProxyContext } from "./proxy-context";
import type { DialogToken } from "./token/dialog-token";

type ShownContext = Pick<ProxyContext, "snapshot" | "wallMs">;

/**
 * Removes what the trunk's settings remove, and each P-Asserted-Identity value, Diversion and the like whose number rule
 * 15 does not allow the trunk now. `token`: of the side that is shown, if it has one; who it is in the dialog was judged
 * when the call began, and stays.
 */
export function keepOwnIdentities(
  context: ShownContext,
  editor: MessageEditor,
  trunkId: string,
  token: DialogToken | null,
): void {
  const { policy } = context.snapshot();
  const trunk = policy.trunks.byId.get(trunkId) ?? null;
  if (trunk !== null) applyHeaderModes(editor, trunk.row);
  keepOwnForwarders(editor, policy, trunkId, context.wallMs);
  const { message } = editor;
  if (trunk?.row.assertedIdentity === "remove" || !message.has(H.assertedIdentity)) return;
  const values = message.values(H.assertedIdentity);
  const kept = values.filter((value) => isOwn(context, trunk, token, parseNameAddr(value)));
  if (kept.length < values.length) editor.replace(H.assertedIdentity, kept);
}

/** Likewise toward the core, which may be shown whom a carrier likes as far as the trunk's settings take it. */
export function keepAllowedHeaders(
  context: Pick<ProxyContext, "snapshot">,
  editor: MessageEditor,
  trunkId: string,
): void {
  const trunk = context.snapshot().policy.trunks.byId.get(trunkId);
  if (trunk !== undefined) applyHeaderModes(editor, trunk.row);
}

/** True if the core may put this From into a request inside the dialog: who it was there before, nobody, or a number of its own. */
export function mayBeFrom(context: ShownContext, token: DialogToken, request: SipMessage): boolean {
  if (token.side !== "core" || partyFacts(request.from).isAnonymous) return true;
  const id = trunkIdOf(context, token);
  const trunk = context.snapshot().policy.trunks.byId.get(id) ?? null;
  return isOwn(context, trunk, token, request.from);
}

/** Id of the token's trunk, empty if it is configured no more. */
export function trunkIdOf(context: Pick<ProxyContext, "snapshot">, token: DialogToken): string {
  return getTrunk(context.snapshot(), token.trunk)?.id ?? "";
}

function isOwn(
  context: ShownContext,
  trunk: CompiledTrunk | null,
  token: DialogToken | null,
  party: NameAddr | null,
): boolean {
  if (party === null) return false;
  if (token !== null && token.ownUser !== null) {
    if (userMark(token.recordId, party.parsedUri) === token.ownUser) return true;
  }
  const { policy } = context.snapshot();
  return trunk !== null && mayShow(policy, trunk, partyFacts(party), context.wallMs);
}
