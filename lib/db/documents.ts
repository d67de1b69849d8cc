// Documents in the database: their bytes are read only where somebody downloads one.

import { unreachable } from "@/lib/core/unreachable";
import type { Document, DocumentFile, DocumentOwner } from "@/lib/schemas/document";
import type { Page } from "@/lib/schemas/fields";
import type { Prisma } from "./generated/client";
import { type PageQuery, pageArgs, toPage } from "./paging";
import type { Connection } from "./store";

const withoutBytes = { omit: { bytes: true } } as const;

type Row = Omit<Document, "sha256"> & { readonly sha256: Uint8Array };

const shown = (row: Row): Document => ({
  ...row,
  sha256: Buffer.from(row.sha256).toString("hex"),
});

/** Whose page and whose audit trail a document appears on. */
export interface OwnerLinks {
  readonly carrierId: string | null;
  readonly customerId: string | null;
  readonly trunkId: string | null;
}

const NOBODY: OwnerLinks = { carrierId: null, customerId: null, trunkId: null };

export function documentStore(db: Connection) {
  return {
    async get(id: string): Promise<Document | null> {
      const row = await db.document.findUnique({ where: { id }, ...withoutBytes });
      return row && shown(row);
    },

    async getFile(id: string): Promise<DocumentFile | null> {
      const row = await db.document.findUnique({ where: { id } });
      if (row === null) return null;
      const { bytes, ...rest } = row;
      return { document: shown(rest), bytes };
    },

    async findPage(owner: DocumentOwner, query: PageQuery): Promise<Page<Document>> {
      const rows = await db.document.findMany({
        where: { [owner.kind]: owner.id },
        orderBy: { id: "desc" },
        ...pageArgs(query),
        ...withoutBytes,
      });
      return toPage(rows.map(shown), query, (row) => row.id);
    },

    /** The newest document of an owner with this purpose. */
    async getByPurpose(owner: DocumentOwner, purpose: string): Promise<Document | null> {
      const row = await db.document.findFirst({
        where: { [owner.kind]: owner.id, purpose },
        orderBy: { id: "desc" },
        ...withoutBytes,
      });
      return row && shown(row);
    },

    /** Null where the owner does not exist. */
    getOwnerLinks: (owner: DocumentOwner): Promise<OwnerLinks | null> => ownerLinks(db, owner),

    async insert(row: Prisma.DocumentUncheckedCreateInput): Promise<Document> {
      return shown(await db.document.create({ data: row, ...withoutBytes }));
    },
  };
}

async function ownerLinks(db: Connection, { kind, id }: DocumentOwner): Promise<OwnerLinks | null> {
  const where = { id };
  switch (kind) {
    case "carrierId": {
      const row = await db.carrier.findUnique({ where, select: { id: true } });
      return row && { ...NOBODY, carrierId: row.id };
    }
    case "customerId": {
      const row = await db.customer.findUnique({ where, select: { id: true } });
      return row && { ...NOBODY, customerId: row.id };
    }
    case "trunkId": {
      const select = { id: true, carrierId: true, customerId: true };
      const row = await db.trunk.findUnique({ where, select });
      return row && { carrierId: row.carrierId, customerId: row.customerId, trunkId: row.id };
    }
    case "requirementCheckId": {
      const row = await db.requirementCheck.findUnique({ where, select: { carrierId: true } });
      return row && { ...NOBODY, ...row };
    }
    case "verificationRequestId": {
      const row = await db.verificationRequest.findUnique({ where, select: { carrierId: true } });
      return row && { ...NOBODY, ...row };
    }
    case "quoteRevisionId": {
      const trunk = { select: { id: true, carrierId: true, customerId: true } };
      const select = { quote: { select: { trunk } } };
      const of = (await db.quoteRevision.findUnique({ where, select }))?.quote.trunk;
      return of ? { carrierId: of.carrierId, customerId: of.customerId, trunkId: of.id } : null;
    }
    case "handOffVersionId": {
      const row = await db.handOffVersion.findUnique({ where, select: { carrierId: true } });
      return row && { ...NOBODY, ...row };
    }
    case "exchangeId": {
      const select = { carrierId: true, customerId: true };
      const row = await db.exchangeLog.findUnique({ where, select });
      return row && { ...NOBODY, ...row };
    }
    default:
      return unreachable(kind);
  }
}
