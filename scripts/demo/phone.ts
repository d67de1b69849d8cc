// A simulated carrier or core: places calls, and rings and answers those that come, over one endpoint.
import { randomBytes } from "node:crypto";
import { buildRequest } from "@/lib/sip/build-request";
import { buildResponse, type HeaderLine } from "@/lib/sip/build-response";
import type { SipMessage } from "@/lib/sip/message";
import { callerDialog, type Dialog, inDialogRequest } from "./dialog";
import { type Address, type Received, type Sent, SipEndpoint } from "./sip-endpoint";

/** No provisional or final response after this long: nobody is there. */
const PATIENCE_MS = 4_000;
const RESEND_2XX_MS = 500;
const RESENDS = 10;

export interface Outgoing {
  readonly requestUri: string;
  /** User part of From. */
  readonly aNumber: string;
  readonly assertedIdentity?: string;
  /** How long to talk once answered. */
  readonly talkMs: number;
  /** Give up after ringing this long; absent: never. */
  readonly giveUpMs?: number;
}

export type Outcome =
  | { readonly kind: "talked"; readonly seconds: number }
  | {
      readonly kind: "refused";
      readonly status: number;
      readonly reason: string;
      /** The rule that decided, from X-Cradle-Reason. */
      readonly rule: string | null;
    }
  | { readonly kind: "given-up" }
  | { readonly kind: "silence" };

/** How a phone takes a call: ring so long, then answer or refuse. */
export interface Manners {
  readonly ringMs: number;
  readonly refuseWith?: { readonly status: number; readonly reason: string };
}

interface Ringing {
  readonly toTag: string;
  readonly timer: NodeJS.Timeout;
}

export class Phone {
  #endpoint: SipEndpoint | null = null;
  readonly #ringing = new Map<Received, Ringing>();
  /** 2xx responses that wait for their ACK, by Call-ID: sent again until it comes (RFC 3261 §13.3.1.4). */
  readonly #unacknowledged = new Map<string, NodeJS.Timeout>();
  /** Ends each call that this phone placed and that is up. */
  readonly #talking = new Set<() => void>();

  private constructor(readonly manners: () => Manners) {}

  static async open(own: Address, agent: Address, manners: () => Manners): Promise<Phone> {
    const phone = new Phone(manners);
    phone.#endpoint = await SipEndpoint.open(own, agent, {
      onRequest: (request, received) => phone.#onRequest(request, received),
      onAck: (ack) => phone.#stopResending(ack.callId ?? ""),
      onCancel: (invite) => phone.#onCancel(invite),
    });
    return phone;
  }

  /** Places one call and lives through it to its end. */
  place(call: Outgoing): Promise<Outcome> {
    const endpoint = this.#requireEndpoint();
    const callId = randomBytes(12).toString("hex");
    const tag = randomBytes(6).toString("hex");
    const { requestUri } = call;
    return new Promise((resolve) => {
      let givenUp = false;
      let dialog: Dialog | null = null;
      const silence = setTimeout(() => resolve({ kind: "silence" }), PATIENCE_MS);
      let giveUp: NodeJS.Timeout | undefined;
      const invite: Sent = endpoint.request(
        "INVITE",
        (via) =>
          buildRequest({
            method: "INVITE",
            uri: requestUri,
            headers: [
              ["Via", via],
              ["Max-Forwards", "70"],
              ["From", `<sip:${call.aNumber}@${endpoint.hostPort}>;tag=${tag}`],
              ["To", `<${requestUri}>`],
              ["Call-ID", callId],
              ["CSeq", "1 INVITE"],
              ["Contact", `<sip:${endpoint.hostPort}>`],
              ...asserted(call.assertedIdentity, endpoint.hostPort),
              ["User-Agent", "Cradle BYOC demo"],
              ["Content-Type", "application/sdp"],
            ],
            body: sessionDescription(),
          }),
        (response) => {
          clearTimeout(silence);
          if (response === null) return resolve({ kind: "silence" });
          if (response.status < 200) {
            if (call.giveUpMs !== undefined && response.status > 100 && giveUp === undefined) {
              giveUp = setTimeout(() => {
                givenUp = true;
                endpoint.cancel(invite);
              }, call.giveUpMs);
            }
            return;
          }
          clearTimeout(giveUp);
          if (dialog !== null) return this.#acknowledge(dialog);
          if (response.status >= 300)
            return resolve(givenUp ? { kind: "given-up" } : refusal(response));
          dialog = callerDialog(response);
          this.#acknowledge(dialog);
          this.#hangUpAfter(dialog, call.talkMs, resolve);
        },
      );
    });
  }

  /** Says good-bye in every call that it placed. */
  hangUpAll(): void {
    for (const hangUp of this.#talking) hangUp();
  }

  async close(): Promise<void> {
    for (const { timer } of this.#ringing.values()) clearTimeout(timer);
    for (const timer of this.#unacknowledged.values()) clearInterval(timer);
    await this.#endpoint?.close();
  }

  /** Also for each 2xx that is sent again because the ACK before was lost. */
  #acknowledge(dialog: Dialog): void {
    this.#requireEndpoint().sendAck((via) => inDialogRequest(dialog, via, "ACK", 1));
  }

  #hangUpAfter(dialog: Dialog, talkMs: number, resolve: (outcome: Outcome) => void): void {
    const answeredAt = performance.now();
    const hangUp = () => {
      clearTimeout(timer);
      this.#talking.delete(hangUp);
      this.#requireEndpoint().request(
        "BYE",
        (via) => inDialogRequest(dialog, via, "BYE", 2),
        () => resolve({ kind: "talked", seconds: (performance.now() - answeredAt) / 1_000 }),
      );
    };
    const timer = setTimeout(hangUp, talkMs);
    this.#talking.add(hangUp);
  }

  #onRequest(request: SipMessage, received: Received): void {
    if (request.method === "INVITE" && request.toTag === null) {
      this.#ring(request, received);
      return;
    }
    const known = request.method === "BYE" || request.method === "OPTIONS";
    const [status, reason] = known
      ? ([200, "OK"] as const)
      : ([405, "Method Not Allowed"] as const);
    const toTag = randomBytes(6).toString("hex");
    this.#requireEndpoint().respond(
      received,
      status,
      buildResponse(request, status, reason, { toTag }),
    );
  }

  #ring(request: SipMessage, received: Received): void {
    const endpoint = this.#requireEndpoint();
    const { ringMs, refuseWith } = this.manners();
    const toTag = randomBytes(6).toString("hex");
    const overTcp = request.topVia?.transport === "TCP" ? ";transport=tcp" : "";
    const contact: HeaderLine = ["Contact", `<sip:${endpoint.hostPort}${overTcp}>`];
    const respond = (
      status: number,
      reason: string,
      headers: readonly HeaderLine[],
      body?: Buffer,
    ) => {
      const recordRoute = status < 300;
      const bytes = buildResponse(request, status, reason, {
        toTag,
        headers,
        recordRoute,
        ...(body && { body }),
      });
      endpoint.respond(received, status, bytes);
      return bytes;
    };
    respond(180, "Ringing", [contact]);
    const timer = setTimeout(() => {
      this.#ringing.delete(received);
      if (refuseWith) return void respond(refuseWith.status, refuseWith.reason, []);
      const type: HeaderLine = ["Content-Type", "application/sdp"];
      const ok = respond(200, "OK", [contact, type], sessionDescription());
      this.#resendUntilAck(request.callId ?? "", () => endpoint.respond(received, 200, ok));
    }, ringMs);
    this.#ringing.set(received, { toTag, timer });
  }

  #onCancel(invite: Received): void {
    const ringing = this.#ringing.get(invite);
    if (ringing === undefined || invite.request === null) return;
    clearTimeout(ringing.timer);
    this.#ringing.delete(invite);
    const { toTag } = ringing;
    const bytes = buildResponse(invite.request, 487, "Request Terminated", { toTag });
    this.#requireEndpoint().respond(invite, 487, bytes);
  }

  #resendUntilAck(callId: string, send: () => void): void {
    let left = RESENDS;
    const resend = setInterval(() => {
      if (left === 0) this.#stopResending(callId);
      else send();
      left -= 1;
    }, RESEND_2XX_MS);
    this.#unacknowledged.set(callId, resend);
  }

  #stopResending(callId: string): void {
    clearInterval(this.#unacknowledged.get(callId));
    this.#unacknowledged.delete(callId);
  }

  #requireEndpoint(): SipEndpoint {
    if (this.#endpoint === null) throw new Error("the phone is not open");
    return this.#endpoint;
  }
}

function refusal(response: SipMessage): Outcome {
  const rule = response.header("X-Cradle-Reason");
  return { kind: "refused", status: response.status, reason: response.reason, rule };
}

function asserted(number: string | undefined, host: string): HeaderLine[] {
  return number === undefined ? [] : [["P-Asserted-Identity", `<sip:${number}@${host}>`]];
}

/** An offer of silence: no media is sent in the demo. */
function sessionDescription(): Buffer {
  const lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0"];
  return Buffer.from(`${lines.join("\r\n")}\r\nm=audio 9 RTP/AVP 8\r\na=inactive\r\n`);
}
