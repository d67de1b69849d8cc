// Hand-off sheets in the database, with the carriers' word on them.
import type { Page } from "@/lib/schemas/fields";
import type { HandOffAcknowledgement, HandOffVersion } from "@/lib/schemas/hand-off";
import { HandOffSheet } from "@/lib/schemas/hand-off-sheet";
import type { Prisma } from "./generated/client";
import { type PageQuery, pageArgs, toPage } from "./paging";
import type { Connection } from "./store";

/** Purpose of the document that is a version's PDF. */
export const HAND_OFF_PDF = "hand-off sheet";

const joined = {
  include: {
    sentTo: { select: { name: true } },
    documents: {
      where: { purpose: HAND_OFF_PDF },
      select: { id: true },
      orderBy: { id: "asc" },
      take: 1,
    },
    acknowledgements: {
      include: { contact: { select: { name: true } } },
      orderBy: [{ acknowledgedAt: "desc" }, { id: "desc" }],
    },
  },
} as const satisfies Prisma.HandOffVersionDefaultArgs;

type Row = Prisma.HandOffVersionGetPayload<typeof joined>;

function toVersion({ sentTo, documents, acknowledgements, content, ...row }: Row): HandOffVersion {
  return {
    ...row,
    content: HandOffSheet.parse(content),
    sentToName: sentTo?.name ?? null,
    documentId: documents[0]?.id ?? null,
    acknowledgements: acknowledgements.map(({ contact, ...acknowledgement }) => ({
      ...acknowledgement,
      contactName: contact.name,
    })),
  };
}

/** A Cradle number that a carrier lets pass today, with the reference of the letter that it confirmed. */
export interface VerifiedNumber {
  readonly e164: string;
  readonly customerId: string;
  readonly reference: string;
  readonly validUntil: Date | null;
}

export function handOffStore(db: Connection) {
  return {
    async get(id: string): Promise<HandOffVersion | null> {
      const row = await db.handOffVersion.findUnique({ where: { id }, ...joined });
      return row && toVersion(row);
    },

    /** The sheet of one version, as it was frozen. */
    async getContent(carrierId: string, number: number): Promise<HandOffSheet | null> {
      const row = await db.handOffVersion.findFirst({
        where: { carrierId, number },
        select: { content: true },
      });
      return row && HandOffSheet.parse(row.content);
    },

    /** Newest first. */
    async findPage(query: PageQuery & { carrierId: string }): Promise<Page<HandOffVersion>> {
      const rows = await db.handOffVersion.findMany({
        where: { carrierId: query.carrierId },
        orderBy: { number: "desc" },
        ...joined,
        ...pageArgs(query),
      });
      return toPage(rows.map(toVersion), query, (row) => row.id);
    },

    async getLastNumber(carrierId: string): Promise<number> {
      const row = await db.handOffVersion.findFirst({
        where: { carrierId },
        orderBy: { number: "desc" },
        select: { number: true },
      });
      return row?.number ?? 0;
    },

    /** The version that the carrier acknowledged last. */
    async getAcknowledged(carrierId: string): Promise<HandOffVersion | null> {
      const latest = await getLatestAcknowledgement(db, carrierId);
      if (latest === null) return null;
      const row = await db.handOffVersion.findUnique({
        where: { id: latest.handOffVersionId },
        ...joined,
      });
      return row && toVersion(row);
    },

    async findVerifiedNumbers(carrierId: string, now: Date): Promise<VerifiedNumber[]> {
      const rows = await db.verificationItem.findMany({
        where: {
          carrierId,
          state: "verified",
          verifiedFrom: { lte: now },
          OR: [{ validUntil: null }, { validUntil: { gt: now } }],
          number: { active: true },
        },
        select: {
          validUntil: true,
          number: { select: { e164: true, customerId: true } },
          request: { select: { reference: true } },
        },
        orderBy: { number: { e164: "asc" } },
      });
      return rows.map(({ number, request, validUntil }) => ({ ...number, ...request, validUntil }));
    },

    async insert(row: Prisma.HandOffVersionUncheckedCreateInput): Promise<HandOffVersion> {
      return toVersion(await db.handOffVersion.create({ data: row, ...joined }));
    },

    async insertAcknowledgement(
      row: Prisma.HandOffAcknowledgementUncheckedCreateInput,
    ): Promise<HandOffAcknowledgement> {
      const { contact, ...acknowledgement } = await db.handOffAcknowledgement.create({
        data: row,
        include: { contact: { select: { name: true } } },
      });
      return { ...acknowledgement, contactName: contact.name };
    },
  };
}

function getLatestAcknowledgement(db: Connection, carrierId: string) {
  return db.handOffAcknowledgement.findFirst({
    where: { handOffVersion: { carrierId } },
    orderBy: [{ acknowledgedAt: "desc" }, { id: "desc" }],
  });
}
