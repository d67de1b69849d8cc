/** Times the SIP parser on a typical INVITE: microseconds for the scan, for what a proxy needs, for checks and splicing. */
import { buildResponse } from "@/lib/sip/build-response";
import { checkRequest, checkResponse } from "@/lib/sip/check-message";
import { allowHeaders, MessageEditor } from "@/lib/sip/message-editor";
import { parseMessage } from "@/lib/sip/parse-message";
import { SDP, sampleInvite } from "./sample-invite";

const invite = sampleInvite({
  called: "+6498879333",
  host: "sip.example.com",
  caller: "+6421000111",
  asserted: ["+6421000111"],
  mark: "1",
});

/** Runs `work` in rounds and prints the median round in µs of processor time. Results are kept so that nothing is optimised away. */
function time(name: string, work: () => unknown): void {
  const perRound = 100_000;
  const kept: unknown[] = new Array(64);
  const rounds: number[] = [];
  for (let round = 0; round < 9; round++) {
    const start = process.cpuUsage();
    for (let i = 0; i < perRound; i++) kept[i & 63] = work();
    const { user, system } = process.cpuUsage(start);
    rounds.push((user + system) / perRound);
  }
  rounds.sort((a, b) => a - b);
  console.log(`${rounds[4]!.toFixed(2).padStart(7)} µs  ${name}`);
}

function parsed() {
  const result = parseMessage(invite);
  if (!result.ok) throw new Error(result.fault.detail);
  return result.message;
}

/** What a proxy reads from every message. */
function needs() {
  const message = parsed();
  const { method, requestUri, branch, callId, cseq, fromTag, toTag, maxForwards } = message;
  return [method, requestUri, branch, callId, cseq, fromTag, toTag, maxForwards];
}

console.log(
  `INVITE of ${invite.length} bytes, ${parsed().entries().length} headers, node ${process.version}`,
);
const message = parsed();
const responseBytes = buildResponse(message, 200, "OK", {
  toTag: "a7f2",
  source: { address: "192.0.2.10", port: 5060 },
  headers: [["Contact", "<sip:+6498879333@192.0.2.20:5060>"]],
  body: Buffer.from(SDP),
});
const allowed = allowHeaders([
  ...["Via", "From", "To", "Call-ID", "CSeq", "Contact", "Max-Forwards", "Content-Type"],
  ...["P-Asserted-Identity", "Session-Expires", "Supported", "Allow"],
]);
function parsedResponse() {
  const result = parseMessage(responseBytes);
  if (!result.ok) throw new Error(result.fault.detail);
  return result.message;
}

time("scan (parseMessage)", parsed);
time("scan, and what a proxy needs", needs);
time("scan and checkRequest", () => checkRequest(parsed()));
time("scan and checkResponse of a 200", () => checkResponse(parsedResponse()));
time("scan, and all addresses built: Via, From, To, Contact, identities, Request-URI", () => {
  const { topVia, from, to, contacts, assertedIdentities, parsedRequestUri } = parsed();
  return [topVia, from, to, contacts, assertedIdentities, parsedRequestUri];
});
time("forward the INVITE: allow-list, hosts, Via, Record-Route, Request-URI", () =>
  new MessageEditor(message)
    .keepOnly(allowed)
    .stampTopVia({ address: "192.0.2.10", port: 5060 })
    .mapUriHosts("From", () => "sip.example.com")
    .replace("Max-Forwards", "69")
    .setRequestUri("sip:+6498879333@192.0.2.20:5060;user=phone")
    .prepend("Record-Route", "<sip:token@sip.example.com;lr>")
    .prepend("Via", "SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z9hG4bK-1")
    .toBuffer(),
);
const response = parsedResponse();
time("forward the 200: topmost Via off", () =>
  new MessageEditor(response).removeTopValue("Via").toBuffer(),
);
time("build a 100", () => buildResponse(message, 100, "Trying"));
