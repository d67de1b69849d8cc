/** TLS over TCP: our certificate by the name that is asked for, the far end's checked against the name that is configured. */
import { isIP } from "node:net";
import { checkServerIdentity, connect, TLSSocket } from "node:tls";
import { createTcpServer, type StreamLayer } from "./stream-layer";
import type { TlsContexts } from "./tls-certificates";

/** Client certificates are not asked for: who speaks, the access list and digest say. */
export function createTlsLayer(contexts: TlsContexts): StreamLayer {
  return {
    transport: "tls",
    createServer: createTcpServer,
    accept(raw) {
      // TLSSocket hears of it too; an event without a listener would end the process.
      raw.on("error", () => {});
      const socket = new TLSSocket(raw, {
        isServer: true,
        requestCert: false,
        secureContext: contexts.inbound(""),
        SNICallback: (name, answer) => answer(null, contexts.inbound(name)),
      });
      socket.disableRenegotiation();
      return socket;
    },
    acceptedEvent: "secure",
    connect({ address, port, localAddress, serverName }) {
      const socket = connect({
        host: address,
        port,
        secureContext: contexts.outbound(),
        rejectUnauthorized: true,
        // RFC 6066 §3: no addresses in SNI.
        ...(isIP(serverName) === 0 ? { servername: serverName } : {}),
        checkServerIdentity: (_asked, certificate) => checkServerIdentity(serverName, certificate),
        ...(localAddress === undefined ? {} : { localAddress }),
      });
      socket.setNoDelay(true);
      socket.setKeepAlive(true);
      return socket;
    },
    readyEvent: "secureConnect",
  };
}

/** Why the far end's certificate was refused, by its OpenSSL or Node code; null if it was not. */
export function certificateRefusal(socket: object): string | null {
  if (!(socket instanceof TLSSocket)) return null;
  // Declared an Error, and a string in truth.
  const { authorizationError: error }: { authorizationError: unknown } = socket;
  return error ? String(error) : null;
}
