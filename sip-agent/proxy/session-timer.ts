/** Session timers as a proxy asks for them (RFC 4028 §8): where neither side does, so that a call whose end was lost is found out. */
import type { SipMessage } from "@/lib/sip/message";
import type { MessageEditor } from "@/lib/sip/message-editor";

/** RFC 4028 §4 recommends half an hour. */
const SESSION_SEC = 1_800;
/** Requests that begin a session or refresh it. */
const REFRESHES: ReadonlySet<string> = new Set(["INVITE", "UPDATE"]);

/**
 * Writes a Session-Expires into a request that has none (§8.1): never below its Min-SE, and without a Require, so that
 * whoever knows no timers goes on as before.
 */
export function askForTimer(editor: MessageEditor, request: SipMessage): void {
  if (!REFRESHES.has(request.method) || request.header("Session-Expires") !== null) return;
  editor.append("Session-Expires", String(sessionSec(request)));
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
  if (response.header("Session-Expires") !== null || !request.supported.includes("timer")) return;
  editor
    .append("Session-Expires", `${sessionSec(request)};refresher=uac`)
    .append("Require", "timer");
}

/** Seconds of the session that a request asks for, or that is asked for in it. */
function sessionSec(request: SipMessage): number {
  const asked = deltaSeconds(request.header("Session-Expires"));
  return asked ?? Math.max(SESSION_SEC, deltaSeconds(request.header("Min-SE")) ?? 0);
}

/** The delta-seconds that a value begins with; null if there are none that make sense. */
function deltaSeconds(value: string | null): number | null {
  const end = value?.indexOf(";") ?? -1;
  const text = (end < 0 ? value : value?.slice(0, end))?.trim() ?? "";
  if (text === "" || text.length > 10) return null;
  const seconds = Number(text);
  return Number.isInteger(seconds) && seconds > 0 ? seconds : null;
}
