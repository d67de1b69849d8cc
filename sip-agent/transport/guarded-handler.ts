/** Keeps a fault in the layers above from ending the process: what throws is reported, and nobody is let in by it. */
import type { TransportHandler } from "./transport";

/** The same handler, none of whose methods throws. An `admit` that throws admits nobody. */
export function guardedHandler(handler: TransportHandler): TransportHandler {
  const report = (error: unknown, listener: Parameters<TransportHandler["onError"]>[1]) => {
    try {
      handler.onError(error instanceof Error ? error : new Error(String(error)), listener);
    } catch {
      // A log that fails must not stop the calls.
    }
  };
  return {
    admit(origin, bytes) {
      try {
        return handler.admit(origin, bytes);
      } catch (error) {
        report(error, origin.listener);
        return null;
      }
    },
    onMessage(message, source) {
      try {
        handler.onMessage(message, source);
      } catch (error) {
        report(error, source.listener);
      }
    },
    onFault(fault, partial, source) {
      try {
        handler.onFault(fault, partial, source);
      } catch (error) {
        report(error, source.listener);
      }
    },
    onError: report,
  };
}
