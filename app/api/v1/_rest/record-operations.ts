// REST: what happened: calls, unknown sources, audit events, agents.

import { z } from "zod";
import { auditFile } from "@/app/_server/audit-file";
import { AgentInstance, ConfigStatus, GetConfigStatus } from "@/lib/schemas/agent";
import {
  AuditCheckpoints,
  AuditChoices,
  AuditEvent,
  AuditVerification,
  ChainState,
  ExportAuditEvents,
  ListAuditEvents,
  VerifyAuditChain,
  VerifyAuditTrail,
} from "@/lib/schemas/audit-event";
import {
  CallRecord,
  CountOpenCalls,
  ListCalls,
  ListUnknownSources,
  NamedCall,
  OpenCalls,
  UnknownSource,
} from "@/lib/schemas/call";
import { CallCheck, CheckCall } from "@/lib/schemas/call-check";
import { ById } from "@/lib/schemas/fields";
import { getConfigStatus } from "@/lib/services/agents/get-config-status";
import { listAgents } from "@/lib/services/agents/list-agents";
import { exportAuditEvents } from "@/lib/services/audit/export-audit-events";
import { getAuditCheckpoints } from "@/lib/services/audit/get-audit-checkpoints";
import { listAuditChoices } from "@/lib/services/audit/list-audit-choices";
import { listAuditEvents } from "@/lib/services/audit/list-audit-events";
import { verifyAuditChain } from "@/lib/services/audit/verify-audit-chain";
import { verifyAuditTrail } from "@/lib/services/audit/verify-audit-trail";
import { checkCall } from "@/lib/services/call-check/check-call";
import { countOpenCalls } from "@/lib/services/calls/count-open-calls";
import { getCall } from "@/lib/services/calls/get-call";
import { listCalls } from "@/lib/services/calls/list-calls";
import { listUnknownSources } from "@/lib/services/calls/list-unknown-sources";
import { download, type Operation, operation } from "./operation";
import { pageOf } from "./shapes";

export const recordOperations: readonly Operation[] = [
  operation({
    method: "get",
    path: "/calls",
    tag: "Calls",
    summary: "List call records, newest first",
    verb: listCalls,
    input: ListCalls,
    output: pageOf(CallRecord),
  }),
  operation({
    method: "get",
    path: "/calls/{id}",
    tag: "Calls",
    summary: "Show a call record",
    verb: getCall,
    input: ById,
    output: NamedCall,
  }),
  operation({
    method: "post",
    path: "/call-checks",
    tag: "Calls",
    summary: "Say what the agents would do with a call, rule by rule; nothing is stored",
    verb: checkCall,
    input: CheckCall,
    output: CallCheck,
  }),
  operation({
    method: "get",
    path: "/unknown-sources",
    tag: "Calls",
    summary: "List addresses that knocked without being known",
    verb: listUnknownSources,
    input: ListUnknownSources,
    output: pageOf(UnknownSource),
  }),
  operation({
    method: "get",
    path: "/audit-events",
    tag: "Audit",
    summary: "List audit events, newest first",
    verb: listAuditEvents,
    input: ListAuditEvents,
    output: pageOf(AuditEvent),
  }),
  download({
    path: "/audit-events/export",
    tag: "Audit",
    summary: "Download audit events as CSV or JSON lines, newest first",
    verb: exportAuditEvents,
    input: ExportAuditEvents,
    answer: auditFile,
  }),
  operation({
    method: "get",
    path: "/audit-events/choices",
    tag: "Audit",
    summary: "Name the actions and tables that audit events can be filtered by",
    verb: listAuditChoices,
    input: null,
    output: AuditChoices,
  }),
  operation({
    method: "get",
    path: "/audit-events/verification",
    tag: "Audit",
    summary: "Compute a piece of the audit chain anew; go on with nextCursor",
    verb: verifyAuditChain,
    input: VerifyAuditChain,
    output: ChainState,
  }),
  operation({
    method: "get",
    path: "/audit-events/checkpoints",
    tag: "Audit",
    summary: "Say up to which event the audit chain was verified, by whom and when",
    verb: getAuditCheckpoints,
    input: null,
    output: AuditCheckpoints,
  }),
  operation({
    method: "post",
    path: "/audit-events/verification",
    tag: "Audit",
    summary: "Verify the audit chain to its end, from the latest checkpoint or as a whole",
    verb: verifyAuditTrail,
    input: VerifyAuditTrail,
    output: AuditVerification,
  }),
  operation({
    method: "get",
    path: "/open-calls",
    tag: "Calls",
    summary:
      "Count the calls of a trunk or a carrier that are up, as the agents have reported them",
    verb: countOpenCalls,
    input: CountOpenCalls,
    output: OpenCalls,
  }),
  operation({
    method: "get",
    path: "/agents",
    tag: "Agents",
    summary: "List sip-agents",
    verb: listAgents,
    input: null,
    output: z.array(AgentInstance),
  }),
  operation({
    method: "get",
    path: "/config-status",
    tag: "Agents",
    summary: "Say how far the configuration, or one trunk's or carrier's, has reached the agents",
    verb: getConfigStatus,
    input: GetConfigStatus,
    output: ConfigStatus,
  }),
];
