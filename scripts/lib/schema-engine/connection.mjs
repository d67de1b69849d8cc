// What the schema engine needs to know of a Postgres address, and how a failure to connect is named.

/** Parameters of Prisma's own that node-postgres would pass on to the server. */
const PRISMA_PARAMETERS = [
  "schema",
  "connection_limit",
  "pool_timeout",
  "pgbouncer",
  "connect_timeout",
  "socket_timeout",
  "statement_cache_size",
];

/**
 * @typedef {object} Connection
 * @property {{ connectionString: string, max: number, application_name: string }} config for node-postgres
 * @property {string | undefined} schema from `?schema=`
 * @property {string} host
 * @property {string} port
 * @property {string} database
 * @property {string} user
 */

/**
 * Prisma's configuration leaves the password out of the address, because the CLI puts that on a command line.
 *
 * @param {URL} url
 * @param {string | undefined} complete DATABASE_URL
 */
function restorePassword(url, complete) {
  if (url.password !== "" || complete === undefined || !URL.canParse(complete)) return;
  const known = new URL(complete);
  if (known.host === url.host && known.username === url.username) url.password = known.password;
}

/**
 * @param {string} address a postgresql:// address as Prisma takes it
 * @param {string | undefined} [complete] the address with its password
 * @returns {Connection}
 */
export function parseConnection(address, complete = process.env.DATABASE_URL) {
  const url = new URL(address);
  restorePassword(url, complete);
  const schema = url.searchParams.get("schema") ?? undefined;
  for (const name of PRISMA_PARAMETERS) url.searchParams.delete(name);
  return {
    // One connection only: the engine holds a session advisory lock while it migrates.
    config: { connectionString: url.toString(), max: 1, application_name: "prisma-schema-engine" },
    schema,
    host: url.hostname,
    port: url.port || "5432",
    database: decodeURIComponent(url.pathname.slice(1)),
    user: decodeURIComponent(url.username),
  };
}

/**
 * @param {Connection} connection
 * @param {string} database
 * @returns {string} the same server's address with another database
 */
export function addressOfDatabase(connection, database) {
  const url = new URL(connection.config.connectionString);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.toString();
}

/**
 * Names a node-postgres failure as Prisma's user-facing error.
 *
 * @param {Error & { code?: string }} error
 * @param {Connection} connection
 * @returns {{ code: string, message: string }}
 */
export function connectionError(error, connection) {
  const at = `\`${connection.host}:${connection.port}\``;
  switch (error.code) {
    case "3D000":
      return { code: "P1003", message: `Database \`${connection.database}\` does not exist` };
    case "28P01":
    case "28000":
      return {
        code: "P1000",
        message:
          `Authentication failed against database server, the provided database credentials for \`${connection.user}\` are not valid.\n\n` +
          `Please make sure to provide valid database credentials for the database server at ${at}.`,
      };
    case "42501":
      return {
        code: "P1010",
        message: `User was denied access on the database \`${connection.database}\``,
      };
    default:
      return {
        code: "P1001",
        message:
          `Can't reach database server at ${at}\n\n` +
          `Please make sure your database server is running at ${at}. (${error.code ?? error.message})`,
      };
  }
}
