/** Takes addresses and host names of the core out of what may else reach a carrier: parameters, reasons, comments. */
import { H, type HeaderKey, headerIdOf, UNKNOWN } from "@/lib/sip/header-name";
import type { SipMessage } from "@/lib/sip/message";
import type { MessageEditor } from "@/lib/sip/message-editor";
import { parseNameAddr } from "@/lib/sip/name-addr";
import { decodeEscapes } from "@/lib/sip/sip-uri";
import { type NamesCore, namesPlace } from "./core-places";
import { NAMES_TOWARD_CARRIER } from "./headers-toward-carrier";

/** Parameters of an address value that are numbers with dots, and no place (RFC 7044 §5). */
const DOTTED = /^;\s*(?:index|rc|mp|np)\s*=[\d.]*$/i;
const TAG = /^;\s*tag\s*=/i;
/** One parameter, its value a word or a quoted text. */
const PARAM = /;[^;="]*(?:=\s*(?:"(?:[^"\\]|\\.)*"|[^;"]*))?/g;
const REASON_TEXT = /;\s*text\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^;,"]*)/gi;

/** Headers of words, with parameters that anybody may invent. */
const WITH_PARAMS = [
  H.sessionExpires,
  H.minSe,
  H.earlyMedia,
  H.subscriptionState,
  H.contentDisposition,
];

/** Written by the proxy, or as the dialog has them; and those that have a rule of their own below. */
const NOT_SEARCHED: ReadonlySet<string> = new Set<(typeof NAMES_TOWARD_CARRIER)[number]>([
  ...(["From", "To", "Call-ID", "CSeq", "Max-Forwards", "Route", "Content-Length"] as const),
  ...(["P-Asserted-Identity", "Diversion", "History-Info", "Referred-By"] as const),
  ...(["Replaces", "Target-Dialog", "Reason", "Retry-After", "Session-Expires", "Min-SE"] as const),
  ...(["P-Early-Media", "Subscription-State", "Content-Disposition"] as const),
]);

/** All other headers that may leave: of use as they are, and only a place of the core is taken out. */
const SEARCHED: readonly HeaderKey[] = NAMES_TOWARD_CARRIER.filter(
  (name) => !NOT_SEARCHED.has(name),
).map((name) => {
  const id = headerIdOf(name);
  return id === UNKNOWN ? name : id;
});

/** A Call-ID with parameters; the Call-ID itself never changes. */
const CALL_IDS = [H.replaces, H.targetDialog];

/**
 * Takes URI parameters, URI headers and header parameters that name a place out of the address values of that header, and
 * a display name that names one of the core; the tag stays as it is, and so do user and host.
 */
export function hidePlaces(editor: MessageEditor, id: number, namesCore: NamesCore): void {
  const { message } = editor;
  const first = message.header(id);
  if (first === null) return;
  // By far the most have nothing behind the URI but a tag, or nothing at all.
  const semicolon = first.indexOf(";");
  const isPlain =
    message.count(id) === 1 &&
    !first.includes("?") &&
    !first.includes(",") &&
    (semicolon < 0 ||
      (first.charCodeAt(semicolon - 1) === 0x3e && first.startsWith(";tag=", semicolon))) &&
    semicolon === first.lastIndexOf(";");
  if (isPlain && !namesPlace(first.slice(0, Math.max(0, first.lastIndexOf("<"))))) return;
  const isList = id !== H.from && id !== H.to;
  const values = isList ? message.values(id) : [first];
  const kept = values.map((value) => withoutPlaces(withoutCoreName(value, namesCore)));
  if (kept.some((value, at) => value !== values[at])) editor.replace(id, kept);
}

/** Takes what names a place of the core out of the headers that have no rule of their own here. */
export function hideCore(editor: MessageEditor, namesCore: NamesCore): void {
  for (const key of SEARCHED) {
    const lines = editor.message.lines(key);
    if (lines.some(namesCore)) editor.replace(key, lines.flatMap(withoutCore(namesCore)));
  }
  for (const id of CALL_IDS) {
    const value = editor.message.header(id);
    const semicolon = value?.indexOf(";") ?? -1;
    if (value == null || semicolon < 0) continue;
    const params = paramsWithoutCore(value.slice(semicolon), namesCore);
    editor.replace(id, value.slice(0, semicolon) + params);
  }
}

/** A line without the parameters that name the core; no line where it does still. */
function withoutCore(namesCore: NamesCore): (line: string) => string[] {
  return (line) => {
    const rest = paramsWithoutCore(line, namesCore);
    return namesCore(rest) ? [] : [rest];
  };
}

function paramsWithoutCore(text: string, namesCore: NamesCore): string {
  return text.replace(PARAM, (param) => (namesCore(param) ? "" : param));
}

/** Takes free text and parameters that name a place out of Reason, Retry-After and others, and out of the reason phrase. */
export function hideFreeText(editor: MessageEditor, namesCore: NamesCore): void {
  const { message } = editor;
  if (message.has(H.reason)) {
    const values = message.values(H.reason);
    const kept = values
      .map((value) => value.replace(REASON_TEXT, (text) => (namesPlace(text) ? "" : text)))
      .filter((value) => !namesCore(value));
    if (kept.join() !== values.join()) editor.replace(H.reason, kept);
  }
  for (const id of WITH_PARAMS) {
    if (!message.has(id)) continue;
    const values = message.lines(id);
    if (!values.some(namesPlace)) continue;
    const kept = values.map((value) => value.replace(PARAM, harmlessOrNothing));
    editor.replace(
      id,
      kept.filter((value) => !namesPlace(value)),
    );
  }
  const retry = message.header(H.retryAfter);
  if (retry !== null && namesPlace(retry)) {
    editor.replace(H.retryAfter, /^\d+/.exec(retry)?.[0] ?? "0");
  }
  if (!message.isRequest && namesPlace(message.reason)) {
    editor.setStatus(message.status, plainReason(message));
  }
}

function plainReason({ status }: SipMessage): string {
  if (status < 200) return "Progress";
  return status < 300 ? "OK" : "Refused";
}

function withoutPlaces(value: string): string {
  const party = parseNameAddr(value);
  if (party === null) return value;
  const uri = party.parsedUri;
  const inUri =
    uri?.kind === "sip" ? uri.hostEnd : uri?.kind === "tel" ? party.uri.indexOf(";") : -1;
  const tail = inUri < 0 ? "" : party.uri.slice(inUri);
  // A display name may quote the very URI.
  const uriEnd = value.indexOf(party.uri, displayEnd(value)) + party.uri.length;
  const close = value.indexOf(">", uriEnd);
  const rest = close < 0 ? "" : value.slice(close + 1);
  const shownTail = namesPlace(decodeEscapes(tail) ?? ":") ? userParam(tail) : tail;
  const shownRest = namesPlace(rest) ? rest.replace(PARAM, harmlessOrNothing) : rest;
  if (shownTail === tail && shownRest === rest) return value;
  const start = value.slice(0, uriEnd - tail.length);
  return `${start}${shownTail}${close < 0 ? "" : ">"}${shownRest}`;
}

/** The address value without its display name where that names a place of the core. */
function withoutCoreName(value: string, namesCore: NamesCore): string {
  const open = value.indexOf("<", displayEnd(value));
  return open > 0 && namesCore(value.slice(0, open)) ? value.slice(open) : value;
}

function displayEnd(value: string): number {
  return /^\s*"(?:[^"\\]|\\.)*"/.exec(value)?.[0].length ?? 0;
}

/** What alone of a URI's parameters says something of the number. */
function userParam(tail: string): string {
  return /;user=phone\b/i.exec(tail)?.[0] ?? "";
}

function harmlessOrNothing(param: string): string {
  return TAG.test(param) || DOTTED.test(param) || !namesPlace(param) ? param : "";
}
