// Platform settings and our own addresses in the database.
import type {
  CoreEndpoint,
  EdgeProxy,
  EgressAddress,
  NamedBlock,
  PlatformSettings,
} from "@/lib/schemas/settings";
import type { Prisma } from "./generated/client";
import type { Connection } from "./store";

/** The settings are one row. */
const ONE_ROW = { id: 1 };

export function settingsStore(db: Connection) {
  return {
    get: (): Promise<PlatformSettings | null> => db.platformSettings.findUnique({ where: ONE_ROW }),
    findEgressAddresses: (): Promise<EgressAddress[]> =>
      db.egressAddress.findMany({ orderBy: { address: "asc" } }),
    findCoreEndpoints: (): Promise<CoreEndpoint[]> =>
      db.coreEndpoint.findMany({ orderBy: [{ priority: "asc" }, { id: "asc" }] }),
    findCoreSources: (): Promise<NamedBlock[]> =>
      db.coreSource.findMany({ orderBy: { block: "asc" } }),
    findEdgeProxies: (): Promise<EdgeProxy[]> =>
      db.edgeProxy.findMany({ orderBy: { address: "asc" } }),
    findLabNetworks: (): Promise<NamedBlock[]> =>
      db.labNetwork.findMany({ orderBy: { block: "asc" } }),

    getEgressAddress: (id: string): Promise<EgressAddress | null> =>
      db.egressAddress.findUnique({ where: { id } }),
    getCoreEndpoint: (id: string): Promise<CoreEndpoint | null> =>
      db.coreEndpoint.findUnique({ where: { id } }),
    getCoreSource: (id: string): Promise<NamedBlock | null> =>
      db.coreSource.findUnique({ where: { id } }),
    getLabNetwork: (id: string): Promise<NamedBlock | null> =>
      db.labNetwork.findUnique({ where: { id } }),

    /** The first of our own addresses that a block touches, in words ("core source 192.0.2.0/28"), or null. */
    async getOwnAddressIn(block: string): Promise<string | null> {
      const rows = await db.$queryRaw<{ what: string | null }[]>`
        SELECT own_address_in(${block}::inet) AS what`;
      return rows[0]?.what ?? null;
    },

    /** The first ACL entry or gateway address of a carrier that a block touches, in words, or null. */
    async getCarrierAddressIn(block: string): Promise<string | null> {
      const rows = await db.$queryRaw<{ what: string }[]>`
        SELECT format('ACL entry %s of %s', e.block, c.name) AS what
          FROM acl_entry e JOIN carrier c ON c.id = e.carrier_id
          WHERE e.active AND e.block && ${block}::inet
        UNION ALL
        SELECT format('gateway %s of %s', g.host, c.name)
          FROM gateway g JOIN carrier c ON c.id = g.carrier_id
          WHERE g.removed_at IS NULL AND host_literal(g.host) && ${block}::inet
        LIMIT 1`;
      return rows[0]?.what ?? null;
    },

    /** The first active ACL entry that would stand in no lab network if this one were gone, in words, or null. */
    async getNeedOfLabNetwork(id: string): Promise<string | null> {
      const rows = await db.$queryRaw<{ what: string }[]>`
        SELECT format('%s of %s', e.block, c.name) AS what
          FROM acl_entry e JOIN carrier c ON c.id = e.carrier_id
          WHERE e.active AND special_network(e.block) IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM lab_network l WHERE l.id <> ${id}::uuid AND e.block <<= l.block)
        LIMIT 1`;
      return rows[0]?.what ?? null;
    },

    insert: (row: Prisma.PlatformSettingsUncheckedCreateInput): Promise<PlatformSettings> =>
      db.platformSettings.create({ data: { ...row, ...ONE_ROW } }),
    update: (
      settings: PlatformSettings,
      changes: Prisma.PlatformSettingsUncheckedUpdateInput,
    ): Promise<PlatformSettings> =>
      db.platformSettings.update({
        where: { ...ONE_ROW, version: settings.version },
        data: { ...changes, version: { increment: 1 } },
      }),

    insertEgressAddress: (row: Prisma.EgressAddressUncheckedCreateInput): Promise<EgressAddress> =>
      db.egressAddress.create({ data: row }),
    updateEgressAddress: (
      row: EgressAddress,
      changes: Prisma.EgressAddressUncheckedUpdateInput,
    ): Promise<EgressAddress> =>
      db.egressAddress.update({
        where: { id: row.id, version: row.version },
        data: { ...changes, version: { increment: 1 } },
      }),
    async deleteEgressAddress(id: string): Promise<void> {
      await db.egressAddress.delete({ where: { id } });
    },

    insertCoreEndpoint: (row: Prisma.CoreEndpointUncheckedCreateInput): Promise<CoreEndpoint> =>
      db.coreEndpoint.create({ data: row }),
    updateCoreEndpoint: (
      endpoint: CoreEndpoint,
      changes: Prisma.CoreEndpointUncheckedUpdateInput,
    ): Promise<CoreEndpoint> =>
      db.coreEndpoint.update({
        where: { id: endpoint.id, version: endpoint.version },
        data: { ...changes, version: { increment: 1 } },
      }),
    async deleteCoreEndpoint(id: string): Promise<void> {
      await db.coreEndpoint.delete({ where: { id } });
    },

    insertCoreSource: (row: Prisma.CoreSourceUncheckedCreateInput): Promise<NamedBlock> =>
      db.coreSource.create({ data: row }),
    async deleteCoreSource(id: string): Promise<void> {
      await db.coreSource.delete({ where: { id } });
    },

    insertLabNetwork: (row: Prisma.LabNetworkUncheckedCreateInput): Promise<NamedBlock> =>
      db.labNetwork.create({ data: row }),
    async deleteLabNetwork(id: string): Promise<void> {
      await db.labNetwork.delete({ where: { id } });
    },
  };
}
