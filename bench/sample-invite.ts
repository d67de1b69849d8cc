/** The INVITE that is measured: as SBCs send it, with SDP. */

/** An offer of PCMA, PCMU and DTMF. */
export const SDP = [
  "v=0",
  "o=- 1 1 IN IP4 192.0.2.10",
  "s=-",
  "c=IN IP4 192.0.2.10",
  "t=0 0",
  "m=audio 40000 RTP/AVP 8 0 101",
  "a=rtpmap:101 telephone-event/8000",
  "a=ptime:20",
  "",
].join("\r\n");

/** Numbers as +E.164, `host` the Request-URI's; `mark` makes branch, tag and Call-ID its own. */
export interface SampleCall {
  readonly called: string;
  readonly host: string;
  readonly caller: string;
  readonly asserted: readonly string[];
  readonly mark: string;
}

export function sampleInvite({ called, host, caller, asserted, mark }: SampleCall): Buffer {
  const lines = [
    `INVITE sip:${called}@${host};user=phone SIP/2.0`,
    `Via: SIP/2.0/UDP 192.0.2.10:5060;rport;branch=z9hG4bK-524287-${mark}---3c2f2e9a1b7d5c4e`,
    "Max-Forwards: 70",
    `Contact: <sip:${caller}@192.0.2.10:5060;transport=udp>`,
    `To: <sip:${called}@${host};user=phone>`,
    `From: "Alice" <sip:${caller}@192.0.2.10;user=phone>;tag=8d3f1a2b${mark}`,
    `Call-ID: 384827629822018${mark}@192.0.2.10`,
    "CSeq: 1 INVITE",
    "Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, UPDATE, PRACK, INFO",
    "Supported: timer, 100rel, replaces",
    "Session-Expires: 1800;refresher=uac",
    ...asserted.map((number) => `P-Asserted-Identity: <sip:${number}@192.0.2.10;user=phone>`),
    "User-Agent: Example SBC 7.2.1",
    "Content-Type: application/sdp",
    `Content-Length: ${SDP.length}`,
    "",
    SDP,
  ];
  return Buffer.from(lines.join("\r\n"), "latin1");
}
