// Whole calls between two sipp over IPv4, each way, over UDP in both its forms and over TCP.
import { test } from "@playwright/test";
import { freeSipPort } from "./fixtures/free-port";
import { Lab } from "./fixtures/lab";
import { requireDatagramModule, requirePrograms } from "./fixtures/require-programs";
import { NO_CHECKS, testSippCalls } from "./fixtures/sipp-call-tests";

const CORE = "127.0.2.1";
const CARRIER = "127.0.3.1";

const WAYS = [
  { transport: "udp", datagrams: "batched" },
  { transport: "udp", datagrams: "plain" },
  { transport: "tcp", datagrams: "auto" },
] as const;

for (const { transport, datagrams } of WAYS) {
  const how = transport === "udp" ? `${datagrams} udp` : transport;
  test.describe(`sipp over ${how}`, () => {
    testSippCalls(transport, async () => {
      requirePrograms("sipp");
      if (datagrams === "batched") requireDatagramModule();
      const [first, second, caller] = await Promise.all([CORE, CARRIER, CARRIER].map(freeSipPort));
      if (!first || !second || !caller) throw new Error("three addresses have three ports");
      return {
        core: CORE,
        carrier: CARRIER,
        ports: { first, second, caller },
        open: (options) =>
          Lab.open({ ...options, agentEnv: { ...NO_CHECKS, SIP_DATAGRAMS: datagrams } }),
        close: async () => {},
      };
    });
  });
}
