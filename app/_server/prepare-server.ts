// Before the first request: wrong variables end the process, and every request is cleaned before Next.js sees it.
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { environmentProblems } from "./check-environment";
import { cleanRequestHeaders, trustedProxies } from "./request-headers";

/** Listens on node:http's own channel, which publishes each request before any listener of the server runs. */
function cleanEveryRequest(): void {
  const trusted = trustedProxies(process.env.TRUSTED_PROXIES);
  const isDevelopment = process.env.NODE_ENV === "development";
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const peer = request.socket.remoteAddress ?? "";
    cleanRequestHeaders(request.headers, peer, trusted, isDevelopment);
  });
}

/** Ends the process where a variable is wrong, naming each: a portal that nobody can sign in to is no portal. */
export function prepareServer(): void {
  const problems = environmentProblems(process.env);
  if (problems.length > 0) {
    console.error(
      `The environment is not usable:\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
    );
    process.exit(2);
  }
  cleanEveryRequest();
}
