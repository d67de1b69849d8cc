// One call: what came, what was decided and why, rule by rule, where it went and how it ended.
import type { Metadata, Route } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { aNumberWords } from "@/components/calls/a-number-words";
import { AttemptTable } from "@/components/calls/attempt-table";
import { CallOutcome } from "@/components/calls/call-outcome";
import { checkAgainPath } from "@/components/calls/check-again";
import { DecisionTrace } from "@/components/calls/decision-trace";
import { DirectionLabel } from "@/components/calls/direction-label";
import { formatDuration } from "@/components/calls/duration";
import { explainRecord, readAttempts } from "@/components/calls/recorded-decision";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Facts } from "@/components/ui/facts";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { getCall } from "@/lib/services/calls/get-call";

export const metadata: Metadata = { title: "Call" };

const ENDED_BY: Readonly<Record<string, string>> = {
  caller: "the caller hung up",
  callee: "the called side hung up",
  agent: "Cradle ended it",
  timeout: "it timed out",
};

function when(at: Date | null): React.ReactNode {
  return at === null ? "no" : <Timestamp at={at} />;
}

export default function CallPage({ params }: PageProps<"/calls/[id]">) {
  return drawPage(async (context) => {
    const call = await getCall(context, { id: (await params).id });
    const decision = explainRecord(call);
    const attempts = readAttempts(call.attempts);
    return (
      <>
        <PageHeader
          title={`Call of ${call.aReceived ?? (call.anonymous ? "a withheld number" : "no number")} to ${call.bReceived ?? "no number"}`}
          trail={[{ label: "Calls", href: "/calls" }]}
          aside={
            <CallOutcome
              action={call.action}
              rule={call.rule}
              status={call.status}
              isAnswered={call.answeredAt !== null}
              isComplete={call.complete}
            />
          }
          description={<DirectionLabel direction={call.direction} />}
        />
        <Section
          title="Decision"
          actions={
            <ButtonLink size="sm" href={checkAgainPath(call) as Route}>
              Check this call again now
            </ButtonLink>
          }
          {...(decision || call.reason ? { description: decision?.summary ?? call.reason } : {})}
        >
          {decision === null ? (
            <EmptyState title="No trace that this portal can read was recorded">
              {`The rule that decided is ${call.rule}.`}
            </EmptyState>
          ) : (
            <DecisionTrace steps={decision.steps} carrierId={call.carrierId} />
          )}
        </Section>
        <Section title="Call">
          <Facts
            facts={[
              { name: "Started", value: <Timestamp at={call.startedAt} /> },
              { name: "Rang", value: when(call.ringingAt) },
              { name: "Answered", value: when(call.answeredAt) },
              { name: "Ended", value: when(call.endedAt) },
              {
                name: "Duration",
                value: formatDuration(call.answeredAt, call.endedAt) || "none",
              },
              {
                name: "Post-dial delay",
                value: call.postDialDelayMs === null ? "none" : `${call.postDialDelayMs} ms`,
              },
              {
                name: "Ended by",
                value:
                  call.endedBy === null
                    ? call.complete
                      ? "nobody: it was never up"
                      : "not yet"
                    : (ENDED_BY[call.endedBy] ?? call.endedBy),
              },
              {
                name: "Carrier",
                value: call.carrierId ? (
                  <TextLink href={`/carriers/${call.carrierId}`}>
                    {call.carrierName ?? "A carrier that is gone"}
                  </TextLink>
                ) : (
                  "none"
                ),
              },
              {
                name: "Trunk",
                value: call.trunkId ? (
                  <TextLink href={`/trunks/${call.trunkId}`}>
                    {call.trunkName ?? "A trunk that is gone"}
                  </TextLink>
                ) : (
                  "none"
                ),
              },
            ]}
          />
        </Section>
        <Section title="Targets tried">
          {attempts === null || attempts.length === 0 ? (
            <EmptyState title="It was sent nowhere" />
          ) : (
            <AttemptTable attempts={attempts} />
          )}
        </Section>
        <Section title="SIP">
          <Facts
            facts={[
              { name: "A-number received", value: aNumberWords(call), copy: call.aReceived },
              { name: "A-number sent", value: call.aSent ?? "none", copy: call.aSent },
              { name: "P-Asserted-Identity", value: call.assertedReceived.join(", ") || "none" },
              {
                name: "B-number received",
                value: call.bReceived ?? "none",
                copy: call.bReceived,
              },
              { name: "B-number sent", value: call.bSent ?? "none", copy: call.bSent },
              {
                name: "Source",
                value: `${call.sourceAddress} port ${call.sourcePort} ${call.transport.toUpperCase()}`,
                copy: call.sourceAddress,
              },
              { name: "Request-URI", value: call.requestUri, copy: call.requestUri },
              { name: "User-Agent", value: call.userAgent || "none" },
              { name: "Call-ID", value: call.callId, copy: call.callId },
              { name: "Record", value: call.id, copy: call.id },
              { name: "Agent", value: call.agentName ?? call.agentId },
              { name: "Configuration version", value: call.configVersion.toString() },
            ]}
          />
        </Section>
      </>
    );
  });
}
