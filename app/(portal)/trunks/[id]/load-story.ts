// Everything that a trunk's page tells, read side by side: first by the trunk alone, then what hangs on its two sides.
import { listAclEntries } from "@/lib/services/acl/list-acl-entries";
import { getConfigStatus } from "@/lib/services/agents/get-config-status";
import { listAuditEvents } from "@/lib/services/audit/list-audit-events";
import { countOpenCalls } from "@/lib/services/calls/count-open-calls";
import { listCalls } from "@/lib/services/calls/list-calls";
import { listContacts } from "@/lib/services/contacts/list-contacts";
import type { Context } from "@/lib/services/context";
import { listCredentials } from "@/lib/services/credentials/list-credentials";
import { listGateways } from "@/lib/services/gateways/list-gateways";
import { listQuotes } from "@/lib/services/quotes/list-quotes";
import { listRequirementChecks } from "@/lib/services/requirements/list-requirement-checks";
import { listTargetHealth } from "@/lib/services/targets/list-target-health";
import { listTestCalls } from "@/lib/services/test-calls/list-test-calls";
import { getTrunk } from "@/lib/services/trunks/get-trunk";
import { getTrunkGate } from "@/lib/services/trunks/get-trunk-gate";

const LATEST = 10;
const FEW = 5;

export async function loadStory(context: Context, id: string) {
  const trunkId = id;
  const [detail, gate, quotes, testCalls, calls, events, openCalls, reach] = await Promise.all([
    getTrunk(context, { id }),
    getTrunkGate(context, { id }),
    listQuotes(context, { trunkId, limit: LATEST }),
    listTestCalls(context, { trunkId, limit: LATEST }),
    listCalls(context, { trunkId, limit: LATEST }),
    listAuditEvents(context, { trunkId, limit: LATEST }),
    countOpenCalls(context, { trunkId }),
    getConfigStatus(context, { trunkId }),
  ]);
  const { carrierId, customerId } = detail.trunk;
  const [checks, aclEntries, gateways, health, credentials, carrierContacts, customerContacts] =
    await Promise.all([
      listRequirementChecks(context, { carrierId }),
      listAclEntries(context, { carrierId, limit: FEW }),
      listGateways(context, { carrierId, limit: FEW }),
      listTargetHealth(context, { carrierId }),
      listCredentials(context, { carrierId, limit: FEW }),
      listContacts(context, { carrierId, active: true, limit: FEW }),
      listContacts(context, { customerId, active: true, limit: FEW }),
    ]);
  return {
    ...{ detail, gate, quotes, openCalls, reach, checks, aclEntries, gateways, health },
    testCalls: testCalls.items,
    calls: calls.items,
    events: events.items,
    credentials: credentials.items,
    carrierContacts: carrierContacts.items,
    customerContacts: customerContacts.items,
  };
}
