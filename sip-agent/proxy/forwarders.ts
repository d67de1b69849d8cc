/** Who forwarded or referred a call, toward a carrier: only numbers that the trunk could show as its own. */
import { mayShow } from "@/lib/policy/caller-rules";
import type { CompiledPolicy } from "@/lib/policy/compile";
import { H } from "@/lib/sip/header-name";
import type { MessageEditor } from "@/lib/sip/message-editor";
import { parseNameAddr } from "@/lib/sip/name-addr";
import { partyFacts } from "@/lib/sip/policy-facts";

const FORWARDER_HEADERS = [H.diversion, H.historyInfo, H.referredBy];

/**
 * Takes out each value that names a number which rule 15 does not allow this trunk at `nowMs` (wall clock), or that names
 * somebody who is no number; who is anonymous stays. Where the trunk accepts forwarded calls, all stay.
 */
export function keepOwnForwarders(
  editor: MessageEditor,
  policy: CompiledPolicy,
  trunkId: string,
  nowMs: number,
): void {
  const trunk = policy.trunks.byId.get(trunkId) ?? null;
  if (trunk?.row.acceptForwarded) return;
  const { message } = editor;
  for (const id of FORWARDER_HEADERS) {
    if (!message.has(id)) continue;
    // Referred-By stands once and is no list, but a comma outside quotes and brackets can only be a second value.
    const values = message.values(id);
    const kept = values.filter((value) => {
      const party = partyFacts(parseNameAddr(value));
      return party.isAnonymous || (trunk !== null && mayShow(policy, trunk, party, nowMs));
    });
    if (kept.length < values.length) editor.replace(id, kept);
  }
}
