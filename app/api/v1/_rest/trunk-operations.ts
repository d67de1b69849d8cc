// REST: test calls of trunks, and hand-off sheets of carriers.
import { z } from "zod";
import { ById, ByVersion } from "@/lib/schemas/fields";
import {
  AcknowledgeHandOff,
  HandOffAcknowledgement,
  HandOffDraft,
  HandOffVersion,
  ListHandOffs,
  SendHandOff,
} from "@/lib/schemas/hand-off";
import { GetHandOffConfig } from "@/lib/schemas/hand-off-config/hand-off-config";
import {
  AnnounceTestCall,
  DeclareTestCall,
  ListTestCalls,
  TestCall,
} from "@/lib/schemas/test-call";
import { acknowledgeHandOff } from "@/lib/services/hand-offs/acknowledge-hand-off";
import { getHandOffConfig } from "@/lib/services/hand-offs/get-hand-off-config";
import { getHandOffDraft } from "@/lib/services/hand-offs/get-hand-off-draft";
import { listHandOffs } from "@/lib/services/hand-offs/list-hand-offs";
import { sendHandOff } from "@/lib/services/hand-offs/send-hand-off";
import { announceTestCall } from "@/lib/services/test-calls/announce-test-call";
import { cancelTestCall } from "@/lib/services/test-calls/cancel-test-call";
import { declareTestCall } from "@/lib/services/test-calls/declare-test-call";
import { listTestCalls } from "@/lib/services/test-calls/list-test-calls";
import { matchTestCall } from "@/lib/services/test-calls/match-test-call";
import { type Operation, operation } from "./operation";
import { pageOf } from "./shapes";

export const trunkOperations: readonly Operation[] = [
  operation({
    method: "get",
    path: "/test-calls",
    tag: "Test calls",
    summary: "List test calls, newest first",
    verb: listTestCalls,
    input: ListTestCalls,
    output: pageOf(TestCall),
  }),
  operation({
    method: "post",
    path: "/test-calls",
    tag: "Test calls",
    summary: "Announce a test call before it is made",
    verb: announceTestCall,
    input: AnnounceTestCall,
    output: TestCall,
  }),
  operation({
    method: "post",
    path: "/test-calls/match",
    tag: "Test calls",
    summary: "Look whether an announced test call has come, and finish it if so",
    verb: matchTestCall,
    input: ById,
    output: TestCall,
    status: 200,
  }),
  operation({
    method: "post",
    path: "/test-calls/{id}/declaration",
    tag: "Test calls",
    summary: "Declare which number the called phone showed of an outbound test call",
    verb: declareTestCall,
    input: DeclareTestCall,
    output: TestCall,
    status: 200,
  }),
  operation({
    method: "post",
    path: "/test-calls/{id}/cancellation",
    tag: "Test calls",
    summary: "Cancel an announced test call",
    verb: cancelTestCall,
    input: ByVersion,
    output: TestCall,
    status: 200,
  }),
  operation({
    method: "get",
    path: "/carriers/{carrierId}/hand-off-config/{product}",
    tag: "Hand-off sheets",
    summary: "Show a hand-off sheet as configuration for Kamailio, Asterisk or FreeSWITCH",
    verb: getHandOffConfig,
    input: GetHandOffConfig,
    output: z.object({ fileName: z.string(), text: z.string() }),
  }),
  operation({
    method: "get",
    path: "/carriers/{id}/hand-off-draft",
    tag: "Hand-off sheets",
    summary: "Show a carrier's hand-off sheet as it would be sent now",
    verb: getHandOffDraft,
    input: ById,
    output: HandOffDraft,
  }),
  operation({
    method: "get",
    path: "/carriers/{carrierId}/hand-offs",
    tag: "Hand-off sheets",
    summary: "List the hand-off sheets sent to a carrier, newest first",
    verb: listHandOffs,
    input: ListHandOffs,
    output: pageOf(HandOffVersion),
  }),
  operation({
    method: "post",
    path: "/carriers/{carrierId}/hand-offs",
    tag: "Hand-off sheets",
    summary: "Freeze a carrier's hand-off sheet under a new version and send it",
    verb: sendHandOff,
    input: SendHandOff,
    output: HandOffVersion,
  }),
  operation({
    method: "post",
    path: "/hand-offs/{handOffVersionId}/acknowledgements",
    tag: "Hand-off sheets",
    summary: "Record a carrier's word on a hand-off sheet",
    verb: acknowledgeHandOff,
    input: AcknowledgeHandOff,
    output: HandOffAcknowledgement,
  }),
];
