// What traffic showed of one requirement: how often, since when, and the latest call that shows it.
import { Badge, type Tone } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { NamedObservation } from "@/lib/schemas/requirement-observation";

const STANDINGS: Readonly<Record<NamedObservation["standing"], { label: string; tone: Tone }>> = {
  contradicts: { label: "Against", tone: "bad" },
  suspected: { label: "Suspected", tone: "warn" },
  supports: { label: "For", tone: "good" },
  "looked-at": { label: "Looked at", tone: "neutral" },
  outweighed: { label: "Right since", tone: "neutral" },
};

/** What needs a person first. */
const ORDER = Object.keys(STANDINGS);
/** Forged sources can be many. */
const SHOWN = 6;

const count = new Intl.NumberFormat("en");

export function ObservationList({ observations }: { observations: readonly NamedObservation[] }) {
  if (observations.length === 0) return <span className="text-ink-soft">nothing yet</span>;
  const sorted = [...observations].sort(
    (a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing),
  );
  const more = sorted.slice(SHOWN);
  return (
    <div className="grid gap-1.5 sm:min-w-72">
      <Lines observations={sorted.slice(0, SHOWN)} />
      {more.length === 0 ? null : (
        <details>
          <summary className="cursor-pointer text-[0.8125rem]">{`${more.length} more`}</summary>
          <div className="mt-1.5">
            <Lines observations={more} />
          </div>
        </details>
      )}
    </div>
  );
}

function Lines({ observations }: { observations: readonly NamedObservation[] }) {
  return (
    <ul className="grid gap-1.5">
      {observations.map((observation) => (
        <li key={observation.id} className="text-[0.8125rem]">
          <Line observation={observation} />
        </li>
      ))}
    </ul>
  );
}

function Line({ observation }: { observation: NamedObservation }) {
  const { label, tone } = STANDINGS[observation.standing];
  const isQuoted = observation.standing !== "supports";
  const times = `${count.format(observation.occurrences)}×`;
  return (
    <>
      <Badge tone={tone}>{label}</Badge>{" "}
      <span className={isQuoted ? undefined : "text-ink-soft"}>{observation.words}</span>{" "}
      <span className="whitespace-nowrap text-ink-soft tabular-nums">{times}</span>
      {isQuoted ? (
        <code className="block font-mono text-xs wrap-anywhere">{observation.detail}</code>
      ) : null}
      <span className="block text-ink-soft">
        <Timestamp at={observation.lastSeenAt} />
        {observation.firstSeenAt.getTime() === observation.lastSeenAt.getTime() ? null : (
          <>
            {", since "}
            <Timestamp at={observation.firstSeenAt} />
          </>
        )}{" "}
        <Source observation={observation} />
      </span>
    </>
  );
}

function Source({ observation }: { observation: NamedObservation }) {
  const { callRecordId, subject, words } = observation;
  if (callRecordId !== null) {
    return (
      <TextLink href={`/calls/${callRecordId}`} aria-label={`The call that shows it: ${words}`}>
        the call
      </TextLink>
    );
  }
  if (subject === "") return null;
  return (
    <>
      <TextLink href="/calls/unknown-sources">{subject}</TextLink>
      <CopyButton value={subject} label={`address ${subject}`} />
    </>
  );
}
