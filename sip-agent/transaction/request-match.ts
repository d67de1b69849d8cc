/** What makes two requests one transaction (RFC 3261 §17.2.3), as the key of a table. */

/** The topmost Via's branch and sent-by, or, where the branch lacks the magic cookie, all of RFC 2543's facts. */
export type RequestMatch =
  | {
      readonly kind: "branch";
      /** Compared byte for byte: nobody writes the same branch in two cases. */
      readonly branch: string;
      /** Host and, if written, port; any case. */
      readonly sentBy: string;
    }
  | {
      readonly kind: "rfc2543";
      readonly requestUri: string;
      readonly fromTag: string;
      /** Empty if there is none. */
      readonly toTag: string;
      readonly callId: string;
      readonly cseq: number;
      /** The whole value as received. */
      readonly topVia: string;
    };

/** What is read of a message to match it; a parsed request satisfies it. */
export interface MatchedRequest {
  readonly requestUri: string;
  readonly fromTag: string | null;
  readonly toTag: string | null;
  readonly callId: string | null;
  readonly cseq: { readonly sequence: number } | null;
  readonly topVia: {
    readonly host: string;
    readonly port: number | null;
    readonly branch: string | null;
  } | null;
  values(name: string): readonly string[];
}

const COOKIE = "z9hG4bK";

/** The match of a request that passed `checkRequest`; what is missing counts as empty. */
export function requestMatch(request: MatchedRequest): RequestMatch {
  const via = request.topVia;
  const branch = via?.branch ?? "";
  if (via !== null && branch.startsWith(COOKIE)) {
    const sentBy = via.port === null ? via.host : `${via.host}:${via.port}`;
    return { kind: "branch", branch, sentBy };
  }
  return {
    kind: "rfc2543",
    requestUri: request.requestUri,
    fromTag: request.fromTag ?? "",
    toTag: request.toTag ?? "",
    callId: request.callId ?? "",
    cseq: request.cseq?.sequence ?? -1,
    topVia: request.values("Via")[0] ?? "",
  };
}

/**
 * The key of a request's server transaction; `method` is INVITE for the one that an ACK or CANCEL is about. The peer
 * is part of it: nobody reaches another's transaction, whatever the message says. `toTag` stands in for the match's
 * own where an ACK's To tag was made by the response.
 */
export function transactionKey(
  match: RequestMatch,
  method: string,
  peer: string,
  toTag?: string,
): string {
  if (match.kind === "branch") {
    return `${method}\n${peer}\n${match.sentBy.toLowerCase()}\n${match.branch}`;
  }
  // Quoted as JSON: raw values may hold anything, and no choice of them may make the key of another request.
  const { requestUri, fromTag, callId, cseq, topVia } = match;
  return JSON.stringify([
    method,
    peer,
    requestUri,
    fromTag,
    toTag ?? match.toTag,
    callId,
    cseq,
    topVia,
  ]);
}
