// What a trunk's calls run on: its limits and header settings, and its carrier's addresses, gateways and credentials.

import type { ReactNode } from "react";
import { targetText } from "@/components/carriers/target-text";
import { StandingBadge } from "@/components/targets/standing-badge";
import { CopyButton } from "@/components/ui/copy-button";
import { Facts } from "@/components/ui/facts";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { AclEntry } from "@/lib/schemas/acl-entry";
import type { Page } from "@/lib/schemas/fields";
import type { Gateway } from "@/lib/schemas/gateway";
import type { TargetHealthView } from "@/lib/schemas/target-health";
import type { Trunk } from "@/lib/schemas/trunk";
import { countryText } from "@/lib/telephony/country-names";
import { Limit } from "./limit";

/** A credential as far as it is shown here. */
interface ShownCredential {
  readonly id: string;
  readonly username: string;
  readonly state: "active" | "retiring" | "revoked";
  readonly lastUsedAt: Date | null;
}

export interface TrunkConfigurationProps {
  trunk: Trunk;
  agreed: { readonly agreedChannels: number; readonly agreedCallsPerSec: number } | null;
  asksForDigest: boolean;
  aclEntries: Page<AclEntry>;
  gateways: Page<Gateway>;
  health: readonly TargetHealthView[];
  credentials: readonly ShownCredential[];
}

function treatment(trunk: Trunk): string {
  const headers = [
    ["P-Asserted-Identity", trunk.assertedIdentity],
    ["Privacy", trunk.privacy],
    ["Diversion", trunk.diversion],
    ["History-Info", trunk.historyInfo],
  ] as const;
  const of = (mode: "pass" | "remove") =>
    headers.filter(([, each]) => each === mode).map(([name]) => name);
  const parts = [
    of("pass").length > 0 ? `passes ${of("pass").join(", ")}` : "",
    of("remove").length > 0 ? `removes ${of("remove").join(", ")}` : "",
  ];
  return parts.filter(Boolean).join("; ");
}

function Address({ value, label }: { value: string; label: string }) {
  return (
    <>
      <code className="font-mono text-[0.8125rem]">{value}</code>
      <CopyButton value={value} label={`${label} ${value}`} />
    </>
  );
}

function Part({
  title,
  href,
  more,
  children,
}: {
  title: string;
  href: string;
  more: boolean;
  children: ReactNode;
}) {
  return (
    <div className="min-w-0">
      <h3 className="mb-1 text-[0.8125rem] text-ink-soft">
        <TextLink href={href}>{title}</TextLink>
        {more ? " (the first)" : ""}
      </h3>
      {children}
    </div>
  );
}

const NONE = <p className="text-warn">none yet</p>;

export function TrunkConfiguration(props: TrunkConfigurationProps) {
  const { trunk, agreed, aclEntries, gateways, health } = props;
  const carrier = `/carriers/${trunk.carrierId}`;
  const credentials = props.credentials.filter(({ state }) => state !== "revoked");
  return (
    <>
      <Facts
        facts={[
          {
            name: "Channels",
            value: <Limit set={trunk.maxChannels} agreed={agreed?.agreedChannels} />,
          },
          {
            name: "Calls per second",
            value: <Limit set={trunk.maxCallsPerSec} agreed={agreed?.agreedCallsPerSec} />,
          },
          { name: "Longest call", value: `${trunk.longestCallSec} s` },
          {
            name: "Allowed destinations",
            value:
              trunk.allowedDestinations.map(countryText).join(", ") || "none: no outbound call",
          },
          {
            name: "A-numbers",
            value: `${trunk.acceptAnonymous ? "withheld accepted" : "withheld refused"}; not E.164 ${trunk.invalidANumber === "refuse" ? "refused" : "flagged"}`,
          },
          {
            name: "Forwarded calls, REFER",
            value: `${trunk.acceptForwarded ? "forwarded accepted" : "no foreign A-number by forwarding"}; REFER ${trunk.allowRefer ? "allowed" : "not allowed"}`,
          },
          { name: "Headers", value: treatment(trunk) },
          { name: "Country", value: trunk.country },
          ...(trunk.notes ? [{ name: "Notes", value: trunk.notes }] : []),
        ]}
      />
      <div className="mt-3 grid gap-4 border-t border-line pt-3 sm:grid-cols-2 xl:grid-cols-3">
        <Part title="ACL entries" href={`${carrier}/acl`} more={aclEntries.nextCursor !== null}>
          {aclEntries.items.length === 0 ? NONE : null}
          <ul className="grid gap-0.5">
            {aclEntries.items.map((entry) => (
              <li key={entry.id} className="wrap-anywhere">
                <Address value={entry.block} label="ACL entry" />
                <span className="text-[0.8125rem] text-ink-soft">
                  {[entry.label, entry.site].filter(Boolean).join(", ")}
                  {entry.validUntil === null ? null : (
                    <>
                      {" until "}
                      <Timestamp at={entry.validUntil} />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Part>
        <Part title="Gateways" href={`${carrier}/gateways`} more={gateways.nextCursor !== null}>
          {gateways.items.length === 0 ? NONE : null}
          <ul className="grid gap-1">
            {gateways.items.map((gateway) => {
              const view = health.find(({ targetId }) => targetId === gateway.id);
              return (
                <li key={gateway.id} className="wrap-anywhere">
                  <Address value={targetText(gateway)} label="gateway" />
                  {gateway.enabled ? null : <span className="text-ink-soft">disabled</span>}
                  {view === undefined ? null : <StandingBadge standing={view.standing} />}
                </li>
              );
            })}
          </ul>
        </Part>
        <Part title="SIP credentials" href={`${carrier}/credentials`} more={false}>
          {credentials.length > 0 ? null : props.asksForDigest ? (
            NONE
          ) : (
            <p className="text-ink-soft">none: let in by its addresses alone</p>
          )}
          <ul className="grid gap-0.5">
            {credentials.map(({ id, username, state, lastUsedAt }) => (
              <li key={id} className="wrap-anywhere">
                <Address value={username} label="username" />
                <span className="text-[0.8125rem] text-ink-soft">
                  {`${state}, `}
                  {lastUsedAt === null ? (
                    "never used"
                  ) : (
                    <>
                      last used <Timestamp at={lastUsedAt} />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Part>
      </div>
    </>
  );
}
