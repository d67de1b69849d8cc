/** What the proxy tells of calls, for records, logs and metrics: data, in the order it happened. */
import type { Decision, RouteDecision, Target } from "@/lib/policy/model";
import type { SipMessage } from "@/lib/sip/message";
import type { Destination, Source } from "../transport/transport";
import type { DialogState } from "./dialog-state";

/** One new INVITE that was decided. */
export interface DecidedInvite {
  readonly recordId: string;
  readonly invite: SipMessage;
  readonly source: Source;
  readonly configVersion: bigint;
}

/** Which way a message went. */
export type Leg = "from-carrier" | "to-carrier" | "from-core" | "to-core";

export type CallEvent =
  /** Not routed. `answer` is what was sent back; `isKept`: both messages are to be kept. */
  | {
      readonly kind: "refused";
      readonly decided: DecidedInvite;
      readonly decision: Decision;
      readonly status: number;
      readonly answer: Uint8Array;
      readonly isKept: boolean;
    }
  /** On its way to its first target. `isSampled`: its messages are to be kept. */
  | {
      readonly kind: "routed";
      readonly decided: DecidedInvite;
      readonly decision: RouteDecision;
      readonly isSampled: boolean;
    }
  /** A target is being tried, at one of its places; `index` counts these from 0. Destination null: it could not be, see the `target-ended` to come. */
  | {
      readonly kind: "target-tried";
      readonly recordId: string;
      readonly index: number;
      readonly target: Target;
      readonly destination: Destination | null;
      /** More than goes by UDP where there is a choice. */
      readonly isLarge: boolean;
      /** Users of From and Request-URI as sent, escapes and all. */
      readonly aSent: string | null;
      readonly bSent: string | null;
    }
  | { readonly kind: "target-ringing"; readonly recordId: string; readonly index: number }
  /** Final status of a target, or null and why in words. */
  | {
      readonly kind: "target-ended";
      readonly recordId: string;
      readonly index: number;
      readonly status: number | null;
      readonly reason: string;
    }
  /** The first 2xx, told before it is passed on. */
  | {
      readonly kind: "answered";
      readonly recordId: string;
      readonly status: number;
      readonly dialog: DialogState;
    }
  /** A routed call ended without an answer. */
  | {
      readonly kind: "failed";
      readonly recordId: string;
      readonly status: number;
      readonly reason: string;
      readonly isCancelled: boolean;
    }
  /** A request inside the dialog changed what a BYE would need. */
  | { readonly kind: "dialog-changed"; readonly recordId: string; readonly change: DialogChange }
  /** A BYE went through, or as far as it could. */
  | {
      readonly kind: "ended";
      readonly recordId: string;
      readonly by: "caller" | "callee" | "agent";
      /** When the BYE arrived: wall-clock milliseconds. */
      readonly atMs: number;
    }
  | {
      readonly kind: "message";
      readonly recordId: string;
      readonly leg: Leg;
      readonly peer: Destination | Source;
      readonly bytes: Uint8Array;
    }
  /** Somebody is to look at this: a carrier asks for credentials that do not exist, and the like. */
  | {
      readonly kind: "alert";
      readonly recordId: string | null;
      readonly code: AlertCode;
      readonly detail: string;
    };

export type AlertCode =
  | "next-hop-challenge"
  | "route-set-too-long"
  | "contact-too-long"
  | "late-answer";

/** Contact and CSeq of one side, as its latest message says. Null: unchanged. */
export interface DialogChange {
  readonly side: "caller" | "callee";
  readonly contact: string | null;
  readonly cseq: number | null;
}
