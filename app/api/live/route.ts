// How far the saved configuration has reached the agents: what the mark after a save polls.
import { answerJson } from "@/app/_server/answer-json";
import { getConfigStatus } from "@/lib/services/agents/get-config-status";

export function GET() {
  return answerJson(getConfigStatus);
}
