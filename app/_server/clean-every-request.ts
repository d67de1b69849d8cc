// Cleans every request to the portal before Next.js sees it: what only a trusted hop may say is dropped.
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { cleanRequestHeaders, trustedProxies } from "./request-headers";

/** Listens on node:http's own channel, which publishes each request before any listener of the server runs. */
export function cleanEveryRequest(): void {
  const trusted = trustedProxies(process.env.TRUSTED_PROXIES);
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    cleanRequestHeaders(request.headers, request.socket.remoteAddress ?? "", trusted);
  });
}
