/** What the spool keeps of a running call's dialog: enough that any agent can send BYE to either side. */
import type { DialogChange } from "./call-event";

/** One side as the other sees it. URIs and header values as they stood in its messages (byte strings). */
export interface DialogParty {
  /** Current Contact URI. */
  readonly contact: string;
  /** Route set toward this side, in the order of the Route header; values with their angle brackets. */
  readonly routeSet: readonly string[];
  /** This side and the other with their tags, as this side's messages carry them in From and To. */
  readonly identity: string;
  readonly peerIdentity: string;
  /** Highest CSeq number that this side has sent, 0 if none is known. */
  readonly cseq: number;
  /** Where requests to this side go: `transport:address:port`. */
  readonly nextHop: string;
}

export interface DialogState {
  readonly callId: string;
  readonly caller: DialogParty;
  readonly callee: DialogParty;
}

/** The dialog after a target refresh or any other request of one side. */
export function withChange(dialog: DialogState, change: DialogChange): DialogState {
  const party = dialog[change.side];
  const changed: DialogParty = {
    ...party,
    contact: change.contact ?? party.contact,
    cseq: Math.max(party.cseq, change.cseq ?? 0),
  };
  return { ...dialog, [change.side]: changed };
}
