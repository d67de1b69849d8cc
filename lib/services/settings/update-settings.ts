// Saves the platform settings: the signalling FQDN and what else carriers are told of Cradle.
import { InvalidInput } from "@/lib/core/errors";
import { given } from "@/lib/db/paging";
import { type PlatformSettings, UpdateSettings } from "@/lib/schemas/settings";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";
import { tellOfChangedFqdn, tellOfChangedSheet } from "../tell-carriers";

/** Version 0 is the first time; the FQDN is needed then. */
export async function updateSettings(ctx: Context, raw: unknown): Promise<PlatformSettings> {
  requirePermission(ctx.actor, "settings.write");
  const { version, discountLimitPercent, ...rest } = parseInput(UpdateSettings, raw);
  const input = { ...rest, discountLimitBasisPoints: discountLimitPercent };
  return ctx.transaction(async (tx) => {
    const current = await tx.settings.get();
    if (current === null) {
      const { signallingFqdn } = input;
      if (signallingFqdn === undefined) {
        const message = "a host name is needed, such as sip.example.com";
        throw new InvalidInput([{ path: "signallingFqdn", message }]);
      }
      requirePortsApart({
        transports: ["udp", "tcp"],
        sipPort: 5060,
        sipTlsPort: 5061,
        ...given(input),
      });
      const first = await tx.settings.insert({ ...given(input), signallingFqdn });
      await tx.audit.insert(ctx.event("settings.update", "platform_settings", null, first));
      return first;
    }
    const before = requireVersion("settings", "1", current, version);
    requirePortsApart({ ...before, ...given(input) });
    const after = await tx.settings.update(before, given(input));
    await tx.audit.insert(ctx.event("settings.update", "platform_settings", before, after));
    if (after.signallingFqdn !== before.signallingFqdn) {
      await tellOfChangedFqdn(ctx, tx, before.signallingFqdn, after.signallingFqdn);
    }
    await tellOfChangedSheet(ctx, tx, before, after);
    return after;
  });
}

/** TLS and TCP take the same kind of socket. */
function requirePortsApart(settings: {
  readonly transports: readonly string[];
  readonly sipPort: number;
  readonly sipTlsPort: number;
}): void {
  const { transports, sipPort, sipTlsPort } = settings;
  if (sipPort !== sipTlsPort || !transports.includes("tls") || !transports.includes("tcp")) return;
  const message = "must be another than that of UDP and TCP";
  throw new InvalidInput([{ path: "sipTlsPort", message }]);
}
