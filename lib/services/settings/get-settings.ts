// Shows the platform settings with all our own addresses.
import type {
  CoreEndpoint,
  EdgeProxy,
  EgressAddress,
  NamedBlock,
  PlatformSettings,
} from "@/lib/schemas/settings";
import type { Context } from "../context";
import { requirePermission } from "../permit";

export interface SettingsDetail {
  /** Null until they are saved for the first time. */
  readonly settings: PlatformSettings | null;
  readonly egressAddresses: readonly EgressAddress[];
  readonly coreEndpoints: readonly CoreEndpoint[];
  readonly coreSources: readonly NamedBlock[];
  readonly edgeProxies: readonly EdgeProxy[];
  /** Blocks that are not public yet allowed in ACL entries: pages say so while there are any. */
  readonly labNetworks: readonly NamedBlock[];
}

export async function getSettings(ctx: Context): Promise<SettingsDetail> {
  requirePermission(ctx.actor, "settings.read");
  const { settings: store } = ctx.read;
  const [settings, egressAddresses, coreEndpoints, coreSources, edgeProxies, labNetworks] =
    await Promise.all([
      store.get(),
      store.findEgressAddresses(),
      store.findCoreEndpoints(),
      store.findCoreSources(),
      store.findEdgeProxies(),
      store.findLabNetworks(),
    ]);
  return { settings, egressAddresses, coreEndpoints, coreSources, edgeProxies, labNetworks };
}
