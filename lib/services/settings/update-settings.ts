// Saves the platform settings: the signalling FQDN and what else carriers are told of Cradle.
import { InvalidInput } from "@/lib/core/errors";
import { given } from "@/lib/db/paging";
import { type PlatformSettings, UpdateSettings } from "@/lib/schemas/settings";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

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
      const first = await tx.settings.insert({ ...given(input), signallingFqdn });
      await tx.audit.insert(ctx.event("settings.update", "platform_settings", null, first));
      return first;
    }
    const before = requireVersion("settings", "1", current, version);
    const after = await tx.settings.update(before, given(input));
    await tx.audit.insert(ctx.event("settings.update", "platform_settings", before, after));
    return after;
  });
}
