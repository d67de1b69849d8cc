// Makes the platform settings that a call needs: signalling FQDN, egress address, core, lab networks.
import type { Context } from "@/lib/services/context";
import { addCoreEndpoint } from "@/lib/services/settings/add-core-endpoint";
import { addCoreSource } from "@/lib/services/settings/add-core-source";
import { addEgressAddress } from "@/lib/services/settings/add-egress-address";
import { addLabNetwork } from "@/lib/services/settings/add-lab-network";
import { updateSettings } from "@/lib/services/settings/update-settings";

export interface PlatformOptions {
  readonly signallingFqdn?: string;
  /** Addresses the agents send from. */
  readonly egressAddresses?: readonly string[];
  readonly coreEndpoints?: readonly object[];
  readonly coreSources?: readonly string[];
  readonly labNetworks?: readonly string[];
}

/** Once per database. */
export async function makePlatform(ctx: Context, options: PlatformOptions = {}) {
  const settings = await updateSettings(ctx, {
    version: 0,
    signallingFqdn: options.signallingFqdn ?? "byoc.sip.cradle.test",
  });
  for (const block of options.labNetworks ?? ["127.0.0.0/8", "::1"]) {
    await addLabNetwork(ctx, { block, label: "loopback" });
  }
  for (const address of options.egressAddresses ?? ["127.0.0.1"]) {
    await addEgressAddress(ctx, { address });
  }
  for (const endpoint of options.coreEndpoints ?? [{ host: "127.0.3.1", port: 5060 }]) {
    await addCoreEndpoint(ctx, endpoint);
  }
  for (const block of options.coreSources ?? ["127.0.3.1"]) {
    await addCoreSource(ctx, { block });
  }
  return settings;
}
