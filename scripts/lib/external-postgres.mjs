// A Postgres that DATABASE_URL names: whether it can be reached, and which users portal and sip-agent take there.
import { DATABASE_ROLES } from "./database-roles.mjs";
import { SetupError } from "./setup-error.mjs";

const OLDEST_MAJOR = 15;
const DATABASE_MISSING = "3D000"; // the migrations make it

/**
 * @param {string} url
 * @throws {SetupError} where nobody answers, the password is wrong, or the server is too old
 */
export async function requireReachable(url) {
  const { hostname, port, pathname, username } = new URL(url);
  const at = `${hostname || "127.0.0.1"}:${port || 5432}`;
  const client = await connect(url).catch((error) => {
    if (error.code === DATABASE_MISSING) return null;
    const isRefusal = error.code === "28P01" || error.code === "28000";
    throw new SetupError(
      isRefusal
        ? `Postgres at ${at} refuses the user "${decodeURIComponent(username)}": correct DATABASE_URL.`
        : `Postgres at ${at} cannot be reached (${error.code ?? error.message}): start it, or correct DATABASE_URL.`,
    );
  });
  if (client === null) return;
  const { rows } = await client.query(
    "SELECT current_setting('server_version_num')::int AS number",
  );
  await client.end();
  const major = Math.floor(rows[0].number / 10_000);
  if (major < OLDEST_MAJOR) {
    throw new SetupError(
      `The database ${pathname.slice(1)} at ${at} runs on Postgres ${major}: ${OLDEST_MAJOR} or newer is needed.`,
    );
  }
}

/**
 * Gives portal and sip-agent users of their own where DATABASE_URL's user may make them, or where they were made by
 * an earlier start of this installation. Otherwise all three share one user.
 *
 * @param {import("./installation-database.mjs").InstallationDatabase} database
 * @param {import("./secrets.mjs").Secrets} secrets
 * @returns {Promise<import("./installation-database.mjs").InstallationDatabase>}
 */
export async function chooseExternalRoles(database, secrets) {
  const urls = {
    portal: withUser(database.ownerUrl, DATABASE_ROLES.portal, secrets.databasePasswords.portal),
    agent: withUser(database.ownerUrl, DATABASE_ROLES.agent, secrets.databasePasswords.agent),
  };
  const owner = await connect(database.ownerUrl);
  try {
    for (const key of /** @type {const} */ (["portal", "agent"])) {
      await createMissingRole(owner, DATABASE_ROLES[key], secrets.databasePasswords[key]);
      await (await connect(urls[key])).end(); // another installation may have made it with its own password
    }
  } catch (error) {
    const isRefusal = ["42501", "28P01", "28000", "3D000"].includes(error.code);
    if (!isRefusal) throw error;
    return database;
  } finally {
    await owner.end();
  }
  return { ...database, portalUrl: urls.portal, agentUrl: urls.agent, hasOwnRoles: true };
}

async function createMissingRole(owner, role, password) {
  const { rowCount } = await owner.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
  if (rowCount === 0) await owner.query(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
}

function withUser(url, user, password) {
  const changed = new URL(url);
  changed.username = user;
  changed.password = password;
  return changed.toString();
}

async function connect(connectionString) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 });
  await client.connect();
  return client;
}
