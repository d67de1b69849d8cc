/** Asks with an OPTIONS whether a proxy on loopback reads SIP by now. */
import dgram from "node:dgram";

const WAIT_MS = 500;

/** Whatever the answer is, it is one. */
export function answersOptions(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket("udp4");
    const end = (isAnswered: boolean) => {
      clearTimeout(timer);
      socket.close();
      resolve(isAnswered);
    };
    const timer = setTimeout(() => end(false), WAIT_MS);
    socket.once("message", () => end(true));
    socket.bind(0, "127.0.0.1", () => {
      const from = `127.0.0.1:${socket.address().port}`;
      const text = [
        `OPTIONS sip:127.0.0.1:${port} SIP/2.0`,
        `Via: SIP/2.0/UDP ${from};branch=z9hG4bK-probe-${performance.now()};rport`,
        "Max-Forwards: 70",
        `From: <sip:probe@${from}>;tag=probe`,
        `To: <sip:127.0.0.1:${port}>`,
        `Call-ID: probe-${performance.now()}@127.0.0.1`,
        "CSeq: 1 OPTIONS",
        "Content-Length: 0",
        "",
        "",
      ].join("\r\n");
      socket.send(text, port, "127.0.0.1");
    });
  });
}
