// Whole calls between two sipp over IPv4, each way, over UDP and over TCP.
import { test } from "@playwright/test";
import { freeSipPort } from "./fixtures/free-port";
import { Lab } from "./fixtures/lab";
import { requirePrograms } from "./fixtures/require-programs";
import { NO_CHECKS, testSippCalls } from "./fixtures/sipp-call-tests";

const CORE = "127.0.2.1";
const CARRIER = "127.0.3.1";

for (const transport of ["udp", "tcp"] as const) {
  test.describe(`sipp over ${transport}`, () => {
    testSippCalls(transport, async () => {
      requirePrograms("sipp");
      const [first, second, caller] = await Promise.all([CORE, CARRIER, CARRIER].map(freeSipPort));
      if (!first || !second || !caller) throw new Error("three addresses have three ports");
      return {
        core: CORE,
        carrier: CARRIER,
        ports: { first, second, caller },
        open: (options) => Lab.open({ ...options, agentEnv: NO_CHECKS }),
        close: async () => {},
      };
    });
  });
}
