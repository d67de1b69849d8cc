// Cleans every request to the portal before Next.js sees it: what only a trusted hop may say is dropped.
import type { IncomingMessage } from "node:http";

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { subscribe } = await import("node:diagnostics_channel");
  const { cleanRequestHeaders, trustedProxies } = await import("@/app/_server/request-headers");
  const trusted = trustedProxies(process.env.TRUSTED_PROXIES);
  // Published by node:http for every request, before any listener of the server runs.
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    cleanRequestHeaders(request.headers, request.socket.remoteAddress ?? "", trusted);
  });
}
