/** What the agent says of itself: what happened to calls, configuration and guarded exceptions, counted and logged. */
import type { Logger } from "@/lib/core/log";
import type { CallLine } from "../calls/call-tracker";
import type { ConfigEvent } from "../config/config-keeper";
import type { AgentMetrics } from "../ops/metrics";
import { Seldom } from "../ops/seldom";
import type { CallEvent } from "../proxy/call-event";
import { sendFailureWords } from "../transport/send-failure-words";
import type { SendError } from "../transport/transport";

export class AgentLog {
  readonly #log: Logger;
  /** For the line of each call: its fields are fixed and none is secret, and looking for secrets costs eight lines. */
  readonly #callLog: Logger;
  readonly #metrics: AgentMetrics;
  readonly #faultLines = new Seldom(10);

  constructor(log: Logger, metrics: AgentMetrics) {
    this.#log = log;
    this.#callLog = log.child({}, { redact: [] });
    this.#metrics = metrics;
  }

  call(line: CallLine): void {
    this.#metrics.observeCall(line);
    const isDecision = line.what === "refused" || line.what === "routed";
    if (isDecision) this.#callLog.info(line, "call decided");
    else this.#callLog.debug(line, "call");
  }

  /** What of a call's event somebody should look at. */
  event(event: CallEvent): void {
    if (event.kind === "alert") {
      this.#metrics.countAlert(event.code);
      const { recordId, code, detail } = event;
      this.#log.warn({ recordId, code }, detail);
    } else if (event.kind === "refused" && event.decision.action !== "route") {
      if (event.decision.isAlert) this.#metrics.countAlert(event.decision.rule);
    } else if (event.kind === "target-tried" && event.isLarge && event.destination !== null) {
      this.#metrics.countLarge(event.destination.transport);
    }
  }

  config(event: ConfigEvent): void {
    switch (event.kind) {
      case "applied":
        this.#log.info(
          { version: event.version.toString(), how: event.how },
          "configuration applied",
        );
        return;
      case "unreadable":
        this.#metrics.countAlert("config-unreadable");
        this.#log.error({ err: event.error }, "a change cannot be applied: the former one stays");
        return;
      case "not-set-up":
        this.#log.info(`not ready: ${event.error.message}`);
        return;
      case "connected":
        this.#log.info("connected to Postgres");
        return;
      case "lost":
        this.#log.warn({ err: event.error }, "Postgres is away: calls go on");
        return;
      case "copy-failed":
        this.#metrics.countAlert("config-copy");
        this.#log.error({ err: event.error }, "the configuration's copy on disk cannot be used");
        return;
    }
  }

  /** Answers what a send error means, in words. */
  sendError(error: SendError): string {
    const why = sendFailureWords(error);
    if (error.failure !== "certificate-refused") return why;
    this.#metrics.countAlert("tls-certificate-refused");
    const held = this.#faultLines.take(Date.now());
    const { address, port, serverName } = error.destination;
    if (held !== null) this.#log.warn({ address, port, serverName, held }, why);
    return why;
  }

  /** What no packet may do: end the process. It is counted, and logged as long as that is no flood itself. */
  fault(where: string, error: Error): void {
    this.#metrics.countFault(where);
    const held = this.#faultLines.take(Date.now());
    if (held !== null) this.#log.error({ err: error, where, held }, "unexpected exception");
  }
}
