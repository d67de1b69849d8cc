// What the agents would do with a call: the decision, rule by rule, with what it rests on.
import type { Route } from "next";
import { Banner } from "@/components/ui/banner";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { CallCheck, NamedRow } from "@/lib/schemas/call-check";
import { DecisionTrace } from "./decision-trace";
import { DirectionLabel } from "./direction-label";

/** As the verb answers it; moments may have become text on the way. */
export type ShownCheck = Omit<CallCheck, "at" | "nearest"> & {
  readonly at: Date | string;
  readonly nearest: ShownNearest | null;
};
type ShownNearest = Omit<NonNullable<CallCheck["nearest"]>, "knocked"> & {
  readonly knocked: { readonly datagrams: string; readonly lastSeenAt: Date | string } | null;
};

export function CallCheckResult({ check }: { check: ShownCheck }) {
  const { config, source } = check;
  const isGood = check.action === "route" || check.action === "answer";
  return (
    <>
      <Banner tone={isGood ? "info" : "bad"} title={check.summary} className="mb-4">
        {check.because === null ? null : (
          <p>
            {"Because of "}
            <RowLink row={check.because} />.
          </p>
        )}
      </Banner>
      {check.nearest === null ? null : <Nearest nearest={check.nearest} address={source.address} />}
      <Section title="Rules">
        <DecisionTrace steps={check.steps} carrierId={check.carrier?.id ?? null} />
      </Section>
      <Section title="Checked">
        <Facts
          facts={[
            { name: "Direction", value: <DirectionLabel direction={check.direction} /> },
            { name: "Carrier", value: <RowOrNone row={check.carrier} /> },
            { name: "Trunk", value: <RowOrNone row={check.trunk} /> },
            {
              name: "Source",
              value: `${source.address} port ${source.port} ${source.transport.toUpperCase()}`,
            },
            { name: "At", value: <Timestamp at={check.at} /> },
            {
              name: "Configuration",
              value: `Version ${config.version}, ${agentsApply(config.live, config.total)}`,
            },
          ]}
        />
        {check.targets.length === 0 ? null : (
          <>
            <h3 className="mt-3 font-medium">Targets in order</h3>
            <ol className="list-decimal pl-5">
              {check.targets.map((target) => (
                <li key={target.id}>
                  <RowLink row={target} />
                  {`, priority ${target.priority}, weight ${target.weight}`}
                </li>
              ))}
            </ol>
          </>
        )}
        <h3 className="mt-3 font-medium">Taken for granted</h3>
        <ul className="list-disc pl-5 text-ink-soft">
          {check.assumptions.map((assumption) => (
            <li key={assumption}>{assumption}</li>
          ))}
        </ul>
        <h3 className="mt-3 font-medium">The message as it was judged</h3>
        <pre className="rounded bg-sunken p-2 font-mono text-[0.8125rem] whitespace-pre-wrap wrap-anywhere">
          {check.message}
        </pre>
      </Section>
    </>
  );
}

function Nearest({ nearest, address }: { nearest: ShownNearest; address: string }) {
  const { carrier, aclEntries, knocked } = nearest;
  return (
    <Section title="What may have been meant">
      <ul className="list-disc pl-5">
        {aclEntries.map((entry) => (
          <li key={entry.id}>
            <RowLink row={entry} />
            {` ${entry.why}.`}
          </li>
        ))}
        {carrier === null ? null : (
          <li>
            {"What is called belongs to "}
            <RowLink row={carrier} />
            {`: add an ACL entry for ${address} there if it sends from this address.`}
          </li>
        )}
        <li>
          {knocked === null ? (
            `${address} has not knocked yet. `
          ) : (
            <>
              {`${address} has knocked with ${knocked.datagrams} datagrams, last `}
              <Timestamp at={knocked.lastSeenAt} />
              {". "}
            </>
          )}
          <TextLink href="/calls/unknown-sources">Unknown sources</TextLink>
        </li>
      </ul>
    </Section>
  );
}

function RowOrNone({ row }: { row: NamedRow | null }) {
  return row === null ? "none" : <RowLink row={row} />;
}

function RowLink({ row }: { row: NamedRow }) {
  if (row.path === null) return <span>{row.label}</span>;
  return <TextLink href={row.path as Route}>{row.label}</TextLink>;
}

function agentsApply(live: number, total: number): string {
  if (total === 0) return "which no agent applies: none is running";
  return `which ${live} of ${total} agents apply`;
}
