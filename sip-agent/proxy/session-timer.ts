/** Session timers as a proxy asks for them (RFC 4028 §8): where neither side does, so that a call whose end was lost is found out. */
import { H } from "@/lib/sip/header-name";
import type { SipMessage } from "@/lib/sip/message";
import type { MessageEditor } from "@/lib/sip/message-editor";
import { SESSION_SEC } from "@/lib/sip/session-sec";

/** Delta-seconds are 32 bits (RFC 3261 §25.1 leaves it open; RFC 4028's ABNF is no narrower). */
const MOST_SEC = 2 ** 31 - 1;
/** Requests that begin a session or refresh it. */
const REFRESHES: ReadonlySet<string> = new Set(["INVITE", "UPDATE"]);

/**
 * Writes a Session-Expires into a request that has none (§8.1): never below its Min-SE, and without a Require, so that
 * whoever knows no timers goes on as before.
 */
export function askForTimer(editor: MessageEditor, request: SipMessage): void {
  if (!REFRESHES.has(request.method) || request.has(H.sessionExpires)) return;
  editor.append(H.sessionExpires, String(sessionSec(request)));
}

/**
 * Has the asker refresh the session where the answerer knows no timers and the asker does (§8.2): it alone is left to.
 * `request` is the asker's.
 */
export function leaveTimerToAsker(
  editor: MessageEditor,
  response: SipMessage,
  request: SipMessage,
): void {
  if (response.status < 200 || response.status >= 300 || !REFRESHES.has(request.method)) return;
  if (response.has(H.sessionExpires) || !request.supported.includes("timer")) return;
  const seconds = sessionSec(request);
  if (seconds === null) return;
  editor.append(H.sessionExpires, `${seconds};refresher=uac`).append(H.require, "timer");
}

/** Seconds of the session that a request asks for, or that we ask for in it; null for what cannot be read. */
function sessionSec(request: SipMessage): number | null {
  const asked = request.header(H.sessionExpires);
  if (asked !== null) return deltaSeconds(asked);
  return Math.max(SESSION_SEC, deltaSeconds(request.header(H.minSe)) ?? 0);
}

/** The delta-seconds that a value begins with; null if there are none that make sense. */
function deltaSeconds(value: string | null): number | null {
  const end = value?.indexOf(";") ?? -1;
  const text = (end < 0 ? value : value?.slice(0, end))?.trim() ?? "";
  if (!/^[1-9]\d{0,9}$/.test(text)) return null;
  return Math.min(Number(text), MOST_SEC);
}
