// REST: what the sip-agents see of gateways and core endpoints, and OPTIONS on request.
import { z } from "zod";
import {
  ByTarget,
  ListTargetHealth,
  OptionsCommand,
  TargetHealthView,
} from "@/lib/schemas/target-health";
import { listTargetHealth } from "@/lib/services/targets/list-target-health";
import { sendOptionsNow } from "@/lib/services/targets/send-options-now";
import { type Operation, operation } from "./operation";

export const targetOperations: readonly Operation[] = [
  operation({
    method: "get",
    path: "/target-health",
    tag: "Gateways",
    summary: "What each agent sees of a carrier's gateways, else of the core endpoints",
    verb: listTargetHealth,
    input: ListTargetHealth,
    output: z.array(TargetHealthView),
  }),
  operation({
    method: "post",
    path: "/target-health/options",
    tag: "Gateways",
    summary: "Send OPTIONS now; the answers come with the target's health",
    verb: sendOptionsNow,
    input: ByTarget,
    output: z.array(OptionsCommand),
  }),
];
