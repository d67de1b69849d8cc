// Issues a SIP credential: the only answer that ever carries its password.
import { Conflict, GateClosed } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import { IssueCredential, type IssuedCredential } from "@/lib/schemas/sip-credential";
import type { Context } from "../context";
import { drawPassword, drawUsername } from "../draw-text";
import { endCredential, hasRetired } from "../end-credential";
import { requireOpenCarrier } from "../open-carrier";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/** Two in use are a rotation: the one before, and the one that takes its place. */
const MOST_IN_USE = 2;

/**
 * The realm is the signalling FQDN of this moment, for as long as the credential lives. Throws `GateClosed`
 * (`quote-not-accepted`, `no-signalling-fqdn`), and `Conflict` where two are in use or the username was used before.
 */
export async function issueCredential(ctx: Context, raw: unknown): Promise<IssuedCredential> {
  requirePermission(ctx.actor, "credential.write");
  const { carrierId, username: wanted } = parseInput(IssueCredential, raw);
  return ctx.transaction(async (tx) => {
    await requireOpenCarrier(tx, carrierId, "credential for");
    await requireAcceptedQuote(tx, carrierId);
    await requireRoom(ctx, tx, carrierId);
    const realm = await requireRealm(tx);
    const username = wanted ?? drawUsername(ctx.randomBytes);
    await requireUnusedUsername(tx, realm, username);
    const id = ctx.newId();
    const password = drawPassword(ctx.randomBytes);
    const sealed = ctx.sealHa1({ credentialId: id, username, realm }, password);
    const credential = await tx.credentials.insert({ id, carrierId, username, realm, ...sealed });
    await tx.audit.insert(ctx.event("credential.issue", "sip_credential", null, credential));
    return { credential, password };
  });
}

async function requireAcceptedQuote(tx: Store, carrierId: string): Promise<void> {
  if ((await tx.quotes.countAcceptedOnCarrier(carrierId)) > 0) return;
  throw new GateClosed("issuing a credential", [
    {
      code: "quote-not-accepted",
      message: "no contact of a customer has accepted a quote for a trunk on this carrier",
    },
  ]);
}

/** One whose overlap has ended makes room at once, also before the job worker has come round. */
async function requireRoom(ctx: Context, tx: Store, carrierId: string): Promise<void> {
  let inUse = 0;
  for (const credential of await tx.credentials.findUnrevoked(carrierId)) {
    if (hasRetired(credential, ctx.now())) {
      await endCredential(ctx, tx, credential, "credential.retire");
    } else {
      inUse += 1;
    }
  }
  if (inUse >= MOST_IN_USE) {
    throw new Conflict(
      "this carrier has two credentials in use: revoke one, or wait until the retiring one has ended",
    );
  }
}

async function requireRealm(tx: Store): Promise<string> {
  const realm = (await tx.settings.get())?.signallingFqdn ?? null;
  if (realm !== null) return realm;
  throw new GateClosed("issuing a credential", [
    {
      code: "no-signalling-fqdn",
      message: "the settings name no signalling FQDN, which is the realm of every credential",
    },
  ]);
}

async function requireUnusedUsername(tx: Store, realm: string, username: string): Promise<void> {
  if ((await tx.credentials.getByUsername(realm, username)) === null) return;
  throw new Conflict(
    `${username} was issued before, and no username is issued twice: choose another`,
    "username",
  );
}
