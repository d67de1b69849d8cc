// Staff and their sessions in the database. The password's hash leaves it by one way only.
import type { StaffUser } from "@/lib/schemas/staff";
import type { Prisma } from "./generated/client";
import type { Connection } from "./store";

const view = { omit: { passwordHash: true } } as const;

export interface StaffSession {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

const sessionView = {
  id: true,
  userId: true,
  createdAt: true,
  lastSeenAt: true,
  expiresAt: true,
  revokedAt: true,
} as const;

export function staffStore(db: Connection) {
  return {
    get: (id: string): Promise<StaffUser | null> =>
      db.staffUser.findUnique({ where: { id }, ...view }),
    getByEmail: (email: string): Promise<StaffUser | null> =>
      db.staffUser.findUnique({ where: { email }, ...view }),
    getByIdentity: (ssoIssuer: string, ssoSubject: string): Promise<StaffUser | null> =>
      db.staffUser.findUnique({
        where: { ssoIssuer_ssoSubject: { ssoIssuer, ssoSubject } },
        ...view,
      }),

    /** The argon2id hash of an account's password, for sign-in alone. */
    async getPasswordHash(id: string): Promise<string | null> {
      const row = await db.staffUser.findUnique({ where: { id }, select: { passwordHash: true } });
      return row?.passwordHash ?? null;
    },

    findAll: (): Promise<StaffUser[]> =>
      db.staffUser.findMany({ orderBy: { email: "asc" }, ...view }),

    countActiveAdmins: (): Promise<number> =>
      db.staffUser.count({ where: { role: "admin", disabledAt: null } }),

    insert: (row: Prisma.StaffUserUncheckedCreateInput): Promise<StaffUser> =>
      db.staffUser.create({ data: row, ...view }),

    update: (user: StaffUser, changes: Prisma.StaffUserUncheckedUpdateInput): Promise<StaffUser> =>
      db.staffUser.update({
        where: { id: user.id, version: user.version },
        data: { ...changes, version: { increment: 1 } },
        ...view,
      }),

    /** Says when someone last signed in: no edit, so the row's version stays. */
    async noteSignIn(id: string, at: Date): Promise<void> {
      await db.staffUser.updateMany({ where: { id }, data: { lastSignInAt: at } });
    },

    insertSession: (row: Prisma.StaffSessionUncheckedCreateInput): Promise<StaffSession> =>
      db.staffSession.create({ data: row, select: sessionView }),

    /** A session with its user. */
    async getSession(id: string): Promise<{ session: StaffSession; user: StaffUser } | null> {
      const row = await db.staffSession.findUnique({
        where: { id },
        select: { ...sessionView, user: view },
      });
      if (row === null) return null;
      const { user, ...session } = row;
      return { session, user };
    },

    async touchSession(id: string, at: Date): Promise<void> {
      await db.staffSession.updateMany({ where: { id }, data: { lastSeenAt: at } });
    },

    /** Ends one session, or all of a user's; gives how many were open. */
    async revokeSessions(which: { id: string } | { userId: string }, at: Date): Promise<number> {
      const { count } = await db.staffSession.updateMany({
        where: { ...which, revokedAt: null },
        data: { revokedAt: at },
      });
      return count;
    },

    /** Deletes sessions that ended before `before`; gives how many. */
    async deleteEndedSessions(before: Date): Promise<number> {
      const { count } = await db.staffSession.deleteMany({
        where: { OR: [{ expiresAt: { lt: before } }, { revokedAt: { lt: before } }] },
      });
      return count;
    },
  };
}
