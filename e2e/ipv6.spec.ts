// Whole calls between two sipp over IPv6, with the carrier on ::1.
//
// ::1 is the only loopback address of IPv6, and no ACL entry may overlap an egress address: so the agent and the core
// stand on addresses of their own, on the loopback interface of a network namespace.
import { test } from "@playwright/test";
import { testDatabase } from "@/lib/db/test-database";
import { Lab } from "./fixtures/lab";
import { openNetworkNamespace } from "./fixtures/network-namespace";
import { openPostgresDoor } from "./fixtures/postgres-door";
import { requireNetworkNamespaces, requirePrograms } from "./fixtures/require-programs";
import { NO_CHECKS, testSippCalls } from "./fixtures/sipp-call-tests";

const AGENT = "fd00:bc::a";
const CORE = "fd00:bc::c";
const CARRIER = "::1";

for (const transport of ["udp", "tcp"] as const) {
  test.describe(`carrier on ::1, over ${transport}`, () => {
    testSippCalls(transport, async () => {
      requirePrograms("sipp");
      requireNetworkNamespaces();
      const namespace = await openNetworkNamespace([`${AGENT}/128`, `${CORE}/128`]);
      const database = await testDatabase();
      const door = await openPostgresDoor(database.url);
      return {
        core: CORE,
        carrier: CARRIER,
        // A namespace has all its ports to itself.
        ports: { first: 5070, second: 5071, caller: 5072 },
        namespace,
        open: (options) =>
          Lab.open({
            ...options,
            database,
            namespace,
            agentDatabaseUrl: door.url,
            agentAddress: AGENT,
            labNetworks: [CARRIER],
            coreSources: [CORE],
            agentEnv: NO_CHECKS,
          }),
        close: async () => {
          await door.close();
          namespace.close();
        },
      };
    });
  });
}
