/** Health, metrics and version over HTTP, for supervisors and collectors on this machine or a private network. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Registry } from "prom-client";
import type { Readiness } from "./readiness";

export interface AdminServerOptions {
  readonly host: string;
  readonly port: number;
  readonly readiness: () => Readiness;
  readonly registry: Registry;
  readonly version: () => Record<string, string>;
  /** Writes counts and records that wait, at once. */
  readonly flush: () => Promise<void>;
  /** A request could not be answered; it got a 500. */
  readonly onError: (error: unknown) => void;
}

/** Starts listening. Rejects with a sentence that names the port. */
export function startAdminServer(options: AdminServerOptions): Promise<Server> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      options.onError(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.requestTimeout = 10_000;
  server.keepAliveTimeout = 1_000;
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const place = `${options.host} port ${options.port}`;
      reject(
        new Error(`SIP_ADMIN_PORT: cannot listen on ${place}: ${error.code ?? error.message}`),
      );
    });
    server.listen(options.port, options.host, () => resolve(server));
  });
}

async function answer(
  options: AdminServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = "", url = "" } = request;
  const send = (status: number, type: string, body: string) => {
    response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" });
    response.end(method === "HEAD" ? "" : body);
  };
  const path = url.split("?", 1)[0];
  if (path === "/flush" && method === "POST") {
    await options.flush();
    send(200, "text/plain; charset=utf-8", "flushed\n");
    return;
  }
  if (method !== "GET" && method !== "HEAD") {
    send(405, "text/plain; charset=utf-8", "use GET\n");
    return;
  }
  switch (path) {
    case "/livez":
      send(200, "text/plain; charset=utf-8", "alive\n");
      return;
    case "/readyz": {
      const { isReady, reasons, notices } = options.readiness();
      const head = isReady ? "ready" : `not ready: ${reasons.join("; ")}`;
      const lines = [head, ...notices.map((notice) => `notice: ${notice}`)];
      send(isReady ? 200 : 503, "text/plain; charset=utf-8", `${lines.join("\n")}\n`);
      return;
    }
    case "/metrics":
      send(200, options.registry.contentType, await options.registry.metrics());
      return;
    case "/version":
      send(200, "application/json; charset=utf-8", `${JSON.stringify(options.version())}\n`);
      return;
    default:
      send(404, "text/plain; charset=utf-8", "try /livez, /readyz, /metrics or /version\n");
  }
}
