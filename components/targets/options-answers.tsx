// What the latest press for OPTIONS brought, agent by agent.
import { Badge, type Tone } from "@/components/ui/badge";
import { Table } from "@/components/ui/table";
import { Timestamp } from "@/components/ui/timestamp";
import { unreachable } from "@/lib/core/unreachable";
import type { OptionsCommand } from "@/lib/schemas/target-health";

/** Whether an answer may still come. */
export const isOpen = ({ state }: OptionsCommand): boolean =>
  state === "waiting" || state === "asking";

function outcomeOf({ state, answer, deadlineAt, askedAt }: OptionsCommand): {
  label: string;
  tone: Tone;
  words: string;
} {
  const waited = Math.round((deadlineAt.getTime() - askedAt.getTime()) / 1_000);
  switch (state) {
    case "waiting":
      return { label: "Asked", tone: "info", words: "no agent has taken it yet" };
    case "asking":
      return { label: "Sent", tone: "info", words: "waiting for the answer" };
    case "done":
      return answer?.isUp
        ? { label: "Answered", tone: "good", words: answer.reason }
        : { label: "No sign of life", tone: "bad", words: answer?.reason ?? "" };
    case "failed":
      return { label: "Not sent", tone: "warn", words: answer?.reason ?? "" };
    case "untaken":
      return { label: "Not sent", tone: "warn", words: `no agent took it within ${waited} s` };
    case "unanswered":
      return { label: "Not known", tone: "warn", words: "the agent took it and did not report" };
    default:
      return unreachable(state);
  }
}

function Places({ command }: { command: OptionsCommand }) {
  const places = command.answer?.places ?? [];
  return (
    <ul>
      {places.map((place) => (
        <li key={`${place.transport} ${place.address} ${place.port}`} className="wrap-anywhere">
          <code className="font-mono text-[0.8125rem]">
            {place.transport}:{place.address.includes(":") ? `[${place.address}]` : place.address}:
            {place.port}
          </code>{" "}
          {[place.status, place.reason].filter((part) => part !== null).join(" ")}
          {place.roundTripMs === null ? "" : `, ${place.roundTripMs} ms`}
        </li>
      ))}
    </ul>
  );
}

export interface OptionsAnswersProps {
  what: string;
  commands: readonly OptionsCommand[];
}

export function OptionsAnswers({ what, commands }: OptionsAnswersProps) {
  const [first] = commands;
  if (first === undefined) return null;
  return (
    <div role="status" aria-label={`OPTIONS to ${what}`} className="mt-3">
      <p className="mb-1 text-[0.8125rem] text-ink-soft">
        OPTIONS sent on request, <Timestamp at={first.askedAt} />
      </p>
      <Table
        caption={`Answers to OPTIONS to ${what}`}
        rows={commands}
        rowKey={(command) => command.id}
        columns={[
          { header: "Agent", heading: true, cell: (command) => command.agentName || "any agent" },
          {
            header: "Outcome",
            cell: (command) => {
              const { label, tone, words } = outcomeOf(command);
              return (
                <>
                  <Badge tone={tone}>{label}</Badge> <span>{words}</span>
                </>
              );
            },
          },
          {
            header: "Round trip",
            align: "end",
            cell: ({ answer }) => (answer?.roundTripMs == null ? "–" : `${answer.roundTripMs} ms`),
          },
          { header: "Addresses", cell: (command) => <Places command={command} /> },
        ]}
      />
    </div>
  );
}
