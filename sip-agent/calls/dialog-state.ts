/** What the spool keeps of a running call's dialog: enough that any agent can send BYE to either side. */

/** One side as the other sees it. URIs and header values as they stood in its messages (byte strings). */
export interface DialogParty {
  /** Current Contact URI. */
  readonly contact: string;
  /** Route set toward this side, in the order of the Route header; values with their angle brackets. */
  readonly routeSet: readonly string[];
  /** From or To value with its tag, as this side's messages carry it. */
  readonly identity: string;
  /** Highest CSeq number that this side has sent, 0 if none is known. */
  readonly cseq: number;
  /** Where requests to this side go: `transport:address:port`, and which listener they leave from. */
  readonly nextHop: string;
}

export interface DialogState {
  readonly callId: string;
  readonly caller: DialogParty;
  readonly callee: DialogParty;
}
