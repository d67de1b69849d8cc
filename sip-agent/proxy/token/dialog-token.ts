/** What our tokens say in Record-Route and Contact: all that a request inside the dialog needs to find its way. */
/** Which side of us may present the token. */
export type TokenSide = "carrier" | "core";
export type TokenDirection = "termination" | "origination";
/** Whose token it is: `caller` sent the INVITE, `callee` answered it. */
export type TokenHolder = "caller" | "callee";

/**
 * Where the holder's requests go if what is written in them does not name an address of the far side: the gateway or
 * core endpoint that answered (its short id), or the place the far side's request came from (`host:port`, IPv6 in
 * brackets).
 */
export type TokenTarget =
  | { readonly kind: "configured"; readonly shortId: string }
  | {
      readonly kind: "source";
      readonly transport: "udp" | "tcp" | "tls";
      readonly hostPort: string;
    };

/**
 * `host[:port]` of the INVITE's From or To that the far side must see again: nothing where it was not changed, the
 * trunk's own FQDN (which is by far the longest and the most frequent, and is known by the trunk), or the text.
 */
export type TokenHost =
  | { readonly kind: "unchanged" }
  | { readonly kind: "trunk-fqdn"; readonly port: number | null }
  | { readonly kind: "text"; readonly text: string };

export const UNCHANGED: TokenHost = { kind: "unchanged" };

export interface DialogToken {
  readonly holder: TokenHolder;
  readonly side: TokenSide;
  readonly direction: TokenDirection;
  /** `shortId` of carrier and trunk. */
  readonly carrier: string;
  readonly trunk: string;
  /** The call record's id, a UUID. */
  readonly recordId: string;
  /** When the call began: seconds since 1970, wall clock. Those made at a target refresh keep it. */
  readonly issuedAtSec: number;
  /** On the core's side, null otherwise: short hash of the user of the carrier's Contact, which the core sees. */
  readonly farUser: string | null;
  /** On the core's side, null otherwise: short hash of the holder's user part in the INVITE's From or To. */
  readonly ownUser: string | null;
  readonly target: TokenTarget;
  readonly fromHost: TokenHost;
  readonly toHost: TokenHost;
  /** The core's route set that the carrier does not see, in the order of the holder's Route header; URIs without brackets. */
  readonly hiddenRoutes: readonly string[];
  /** The far side's Contact URI as it is hidden from the holder; null in Record-Route. */
  readonly contact: string | null;
}

/** The Contact alone, where it leaves no room for the rest: good only beside the dialog's Record-Route token. */
export interface ContactToken {
  readonly holder: TokenHolder;
  readonly recordId: string;
  readonly contact: string;
}

export type OpenedToken =
  | { readonly kind: "dialog"; readonly token: DialogToken }
  | ({ readonly kind: "contact" } & ContactToken);

/** What a token is bound to without carrying it: another dialog's token does not open. */
export interface TokenBinding {
  readonly callId: string;
  readonly callerTag: string;
  /** Null where it is not known yet: in the INVITE that goes to the callee. */
  readonly calleeTag: string | null;
}

/** A request's own, as it carries them. */
export interface RequestTags {
  readonly callId: string;
  readonly fromTag: string;
  readonly toTag: string;
}

/**
 * The last eight bytes of a UUID in hexadecimal: 62 of them random in versions 4 and 7. Configured things stand in
 * tokens by these, since a URI of ours stays within 200 characters; they are looked up within one carrier.
 */
export function shortId(uuid: string): string {
  return uuid.slice(19, 23) + uuid.slice(24);
}
