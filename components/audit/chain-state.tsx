// Up to where the audit chain was verified, by whom and when, and what was found broken.
import { Banner } from "@/components/ui/banner";
import { CopyButton } from "@/components/ui/copy-button";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { AuditCheckpoint, AuditCheckpoints } from "@/lib/schemas/audit-event";

const SHOWN_DIGITS = 16;

function Checkpoint({ words, at }: { words: string; at: AuditCheckpoint }) {
  return (
    <p className="wrap-anywhere">
      {`${words} up to event ${at.sequence} by ${at.actorName}, `}
      <Timestamp at={at.at} />
      {", hash "}
      <code className="font-mono text-[0.8125rem]">{`${at.hash.slice(0, SHOWN_DIGITS)}…`}</code>
      <CopyButton value={at.hash} label={`hash of event ${at.sequence}`} />
    </p>
  );
}

export function ChainState({ latest, latestWhole, broken }: AuditCheckpoints) {
  return (
    <div className="mb-2 grid gap-1.5">
      {broken === null ? null : (
        <Banner tone="bad" title={`The chain was found broken at event ${broken.firstBroken}`}>
          <p>
            {`Found by ${broken.actorName}, `}
            <Timestamp at={broken.at} />
            {". That event, or the one before it, was changed or removed past the portal. "}
            <TextLink href={`/audit?cursor=${BigInt(broken.firstBroken) + 1n}`}>
              Show the events there
            </TextLink>
          </p>
        </Banner>
      )}
      {latest === null ? (
        <p className="text-ink-soft">Never verified yet.</p>
      ) : latest.sequence === latestWhole?.sequence ? (
        <Checkpoint words="Verified as a whole" at={latest} />
      ) : (
        <>
          <Checkpoint words="Verified" at={latest} />
          {latestWhole === null ? null : (
            <Checkpoint words="Verified as a whole" at={latestWhole} />
          )}
        </>
      )}
      <p className="text-[0.8125rem] text-ink-soft">
        A hash stands for all events up to it. Kept elsewhere, it shows also a chain that was
        rewritten with all its hashes.
      </p>
    </div>
  );
}
