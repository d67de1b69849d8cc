// REST: what happened: calls, unknown sources, audit events, agents.

import { z } from "zod";
import { AgentInstance, ConfigStatus } from "@/lib/schemas/agent";
import { AuditEvent, ListAuditEvents } from "@/lib/schemas/audit-event";
import {
  CallRecord,
  CountOpenCalls,
  ListCalls,
  ListUnknownSources,
  OpenCalls,
  UnknownSource,
} from "@/lib/schemas/call";
import { CallCheck, CheckCall } from "@/lib/schemas/call-check";
import { ById } from "@/lib/schemas/fields";
import { getConfigStatus } from "@/lib/services/agents/get-config-status";
import { listAgents } from "@/lib/services/agents/list-agents";
import { listAuditEvents } from "@/lib/services/audit/list-audit-events";
import { checkCall } from "@/lib/services/call-check/check-call";
import { countOpenCalls } from "@/lib/services/calls/count-open-calls";
import { getCall } from "@/lib/services/calls/get-call";
import { listCalls } from "@/lib/services/calls/list-calls";
import { listUnknownSources } from "@/lib/services/calls/list-unknown-sources";
import { type Operation, operation } from "./operation";
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
    output: CallRecord,
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
    summary: "Say how far the current configuration has reached the agents",
    verb: getConfigStatus,
    input: null,
    output: ConfigStatus,
  }),
];
