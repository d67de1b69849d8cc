/** The agent's metrics, read from its parts when they are asked for; parts that come later are asked for anew. */

import type { ConfigKeeper } from "../config/config-keeper";
import { type AgentMetrics, createAgentMetrics } from "../ops/metrics";
import type { Readiness } from "../ops/readiness";
import type { CallAdmission } from "../overload/call-admission";
import type { SipProxy } from "../proxy/sip-proxy";
import type { SourceRates } from "../proxy/source-rates";
import { NO_TRANSACTIONS } from "../transaction/transaction-layer-types";
import type { Transport } from "../transport/transport";
import type { RecordKeeping } from "./record-keeping";

export interface MeasuredParts {
  readonly transport: Transport;
  readonly proxy: SipProxy | null;
  readonly records: RecordKeeping;
  readonly rates: SourceRates;
  readonly admission: CallAdmission;
  readonly config: ConfigKeeper;
  readonly readiness: () => Readiness;
}

export function agentMetrics(parts: () => MeasuredParts): AgentMetrics {
  return createAgentMetrics({
    transport: () => parts().transport.stats,
    transactions: () => parts().proxy?.stats ?? NO_TRANSACTIONS,
    openCalls: () => parts().records.tracker.openCount,
    counts: () => parts().records.counts,
    unknown: () => parts().records.unknown,
    floodRefused: () => parts().rates.refused,
    overloadRefused: () => parts().admission.refused,
    spool: () => {
      const { spool, shipper } = parts().records;
      return {
        waiting: spool.waitingLines,
        lost: spool.lostLines,
        shipped: shipper.shippedEntries,
        refused: shipper.refusedEntries,
      };
    },
    config: () => {
      const { config } = parts();
      return {
        version: config.version,
        isConnected: config.isConnected,
        hasProblem: config.problem !== null,
      };
    },
    isReady: () => parts().readiness().isReady,
  });
}
