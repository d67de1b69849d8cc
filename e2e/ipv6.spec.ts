// Whole calls over IPv6, with the carrier on ::1.
//
// ::1 is the only loopback address of IPv6, and no ACL entry may overlap an egress address: so the agent and the core
// stand on addresses of their own, on the loopback interface of a network namespace.
import { expect, test } from "@playwright/test";
import { testDatabase } from "@/lib/db/test-database";
import { Lab, type LabCarrier } from "./fixtures/lab";
import { type NetworkNamespace, openNetworkNamespace } from "./fixtures/network-namespace";
import { openPostgresDoor, type PostgresDoor } from "./fixtures/postgres-door";
import { requireNetworkNamespaces, requirePrograms } from "./fixtures/require-programs";
import { type SippScenario, startSipp, together } from "./fixtures/sipp";

const AGENT = "fd00:bc::a";
const CORE = "fd00:bc::c";
const CARRIER = "::1";
const PORT = 5070;
const BYOC_NUMBER = "+6498879333";
const OUTSIDE_NUMBER = "+6421555123";

for (const transport of ["udp", "tcp"] as const) {
  test.describe(`carrier on ::1, over ${transport}`, () => {
    let namespace: NetworkNamespace;
    let door: PostgresDoor;
    let lab: Lab;
    let carrier: LabCarrier;

    test.beforeAll(async () => {
      requirePrograms("sipp");
      requireNetworkNamespaces();
      namespace = await openNetworkNamespace([`${AGENT}/128`, `${CORE}/128`]);
      const database = await testDatabase();
      door = await openPostgresDoor(database.url);
      lab = await Lab.open({
        database,
        namespace,
        agentDatabaseUrl: door.url,
        agentAddress: AGENT,
        labNetworks: ["::1"],
        coreSources: [CORE],
        coreEndpoints: [{ address: CORE, port: PORT, transport }],
        // sipp takes an OPTIONS check for its call.
        agentEnv: { SIP_OPTIONS_MS: "0" },
      });
      carrier = await lab.addCarrier({
        acl: [CARRIER],
        gateways: [{ address: CARRIER, port: PORT, transport }],
        numbers: [BYOC_NUMBER],
      });
      await lab.live();
    });

    test.afterAll(async () => {
      await lab?.close();
      await door?.close();
      namespace?.close();
    });

    const start = (scenario: SippScenario, address: string) =>
      startSipp({ scenario, transport, address, port: PORT, namespace });

    test("termination", async () => {
      const answerer = await start("answer", CORE);
      const caller = await startSipp({
        scenario: "call",
        transport,
        address: CARRIER,
        port: PORT + 1,
        namespace,
        remote: lab.agent,
        keys: { a_number: OUTSIDE_NUMBER, b_number: BYOC_NUMBER, domain: lab.fqdn },
      });
      await together(caller, answerer);
      const record = await lab.completeRecord(caller.callId);
      expect(record).toMatchObject({ direction: "termination", rule: "route" });
    });

    test("origination", async () => {
      const answerer = await start("answer", CARRIER);
      const caller = await startSipp({
        scenario: "call",
        transport,
        address: CORE,
        port: PORT + 1,
        namespace,
        remote: lab.agent,
        keys: { a_number: BYOC_NUMBER, b_number: OUTSIDE_NUMBER, domain: carrier.trunkFqdn },
      });
      await together(caller, answerer);
      const record = await lab.completeRecord(caller.callId);
      expect(record).toMatchObject({ direction: "origination", rule: "route" });
    });
  });
}
