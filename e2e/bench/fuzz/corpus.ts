// What the fuzzer starts from: the torture vectors, and sound messages of every kind that the agent takes.
import fs from "node:fs";
import { fileURLToPath } from "node:url";

const VECTORS = fileURLToPath(new URL("../../../lib/sip/vectors/", import.meta.url));

export interface CorpusFacts {
  /** `address:port` of who sends. */
  readonly hostPort: string;
  readonly fqdn: string;
  readonly trunkFqdn: string;
  /** A BYOC number of the carrier. */
  readonly number: string;
}

/** A new INVITE of the carrier that is routed as it stands. `id` makes it another call. */
export function soundInvite({ hostPort, fqdn, number }: CorpusFacts, id: string): string {
  const sdp =
    "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\n";
  return [
    `INVITE sip:${number}@${fqdn};user=phone SIP/2.0`,
    `Via: SIP/2.0/UDP ${hostPort};branch=z9hG4bK${id};rport`,
    "Max-Forwards: 70",
    `From: "Caller" <sip:+6421555123@${hostPort}>;tag=f${id}`,
    `To: <sip:${number}@${fqdn};user=phone>`,
    `Call-ID: ${id}@fuzz`,
    "CSeq: 1 INVITE",
    `Contact: <sip:+6421555123@${hostPort};transport=udp>`,
    "P-Asserted-Identity: <sip:+6421555123@carrier.example>",
    "Diversion: <sip:+6421555124@carrier.example>;reason=unconditional",
    "History-Info: <sip:+6421555125@carrier.example>;index=1",
    "Privacy: none",
    "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, PRACK",
    "Supported: 100rel, timer, replaces",
    "Session-Expires: 1800",
    "User-Agent: Switch/1.0",
    'Proxy-Authorization: Digest username="u",realm="r",nonce="n",uri="sip:a@b",response="00000000000000000000000000000000",algorithm=MD5,qop=auth,nc=00000001,cnonce="c"',
    "Content-Type: application/sdp",
    `Content-Length: ${sdp.length}`,
    "",
    sdp,
  ].join("\r\n");
}

/** The same with the short names of its headers (RFC 3261 §7.3.3). */
export function compactInvite(facts: CorpusFacts, id: string): string {
  return SHORT_NAMES.reduce(
    (text, [name, short]) => text.replace(`\r\n${name}:`, `\r\n${short}:`),
    soundInvite(facts, id),
  );
}

const SHORT_NAMES = [
  ["Via", "v"],
  ["From", "f"],
  ["To", "t"],
  ["Call-ID", "i"],
  ["Contact", "m"],
  ["Supported", "k"],
  ["Session-Expires", "x"],
  ["Content-Type", "c"],
  ["Content-Length", "l"],
] as const;

/** Requests and responses beside it, and the 61 torture vectors. */
export function corpus(facts: CorpusFacts): Buffer[] {
  const invite = soundInvite(facts, "corpus");
  const further = ["OPTIONS", "CANCEL", "ACK", "BYE", "REGISTER", "MESSAGE", "REFER", "NOTIFY"];
  const requests = further.map((method) =>
    invite.replace("INVITE sip", `${method} sip`).replace("1 INVITE", `1 ${method}`),
  );
  const inDialog = ["BYE", "INVITE", "UPDATE", "ACK", "INFO", "PRACK"].map((method) =>
    invite
      .replace("INVITE sip", `${method} sip`)
      .replace("1 INVITE", `2 ${method}`)
      .replace(/^(To: .*)$/m, "$1;tag=other")
      .replace(/^(Max-Forwards: 70)$/m, `$1\r\nRoute: <sip:aAAAAAAAAAAAAAAA@${facts.fqdn};lr>`),
  );
  const responses = ["100 Trying", "180 Ringing", "200 OK", "401 Unauthorized", "503 x"].map(
    (status) => invite.replace(/^INVITE .*$/m, `SIP/2.0 ${status}`),
  );
  const vectors = fs
    .readdirSync(VECTORS)
    .filter((name) => name.endsWith(".dat"))
    .map((name) => fs.readFileSync(VECTORS + name));
  const written = [invite, ...requests, ...inDialog, ...responses];
  return [...written.map((text) => Buffer.from(text, "latin1")), ...vectors];
}
