// The Postgres adapter that the WebAssembly schema engine migrates through.
import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { addressOfDatabase, parseConnection } from "./connection.mjs";

/** Postgres' internal one-byte type `"char"`, and the `text` it is read as. */
const CHAR_OID = 18;
const TEXT_OID = 25;

/** Adapter factory for the schema engine, with a shadow database of its own. */
export class MigrationAdapterFactory extends PrismaPg {
  /**
   * @param {import("./connection.mjs").Connection} connection
   * @param {string} [shadowAddress] a given shadow database; without one each is created and dropped
   */
  constructor(connection, shadowAddress) {
    super(connection.config, { schema: connection.schema });
    this.connection = connection;
    this.shadowAddress = shadowAddress;
  }

  async connect() {
    return repair(await super.connect());
  }

  async connectToShadowDb() {
    return this.shadowAddress ? this.#wipeGivenShadow() : this.#createShadow();
  }

  /** Like the native engine: a given shadow database is wiped, not created. */
  async #wipeGivenShadow() {
    const connection = parseConnection(this.shadowAddress);
    const schema = pg.escapeIdentifier(connection.schema ?? "public");
    const adapter = await new MigrationAdapterFactory(connection).connect();
    await adapter.executeScript(
      `DROP SCHEMA IF EXISTS ${schema} CASCADE; CREATE SCHEMA ${schema};`,
    );
    return adapter;
  }

  async #createShadow() {
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    const admin = new pg.Client(this.connection.config);
    await admin.connect();
    await admin.query(`CREATE DATABASE "${name}"`);
    const config = {
      ...this.connection.config,
      connectionString: addressOfDatabase(this.connection, name),
    };
    const shadow = await new MigrationAdapterFactory({ ...this.connection, config }).connect();
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      await admin.end();
    };
    return shadow;
  }
}

/**
 * Mends what makes the stock adapter unfit for migrations: it splits scripts on ";", which breaks function
 * bodies, strings and comments, so a script is sent whole; and it rejects the catalog type "char".
 */
function repair(adapter) {
  readCatalogCharacters(Object.getPrototypeOf(Object.getPrototypeOf(adapter)));
  adapter.executeScript = async function executeWholeScript(script) {
    try {
      await this.underlyingDriver().query(script);
    } catch (error) {
      this.onError(error);
    }
  };
  return adapter;
}

const repairedPrototypes = new WeakSet();

/**
 * Lets introspection read `"char"` columns. The prototype is shared by the adapter and its transactions.
 *
 * @param {{ performIO: Function, queryRaw: Function }} prototype
 */
function readCatalogCharacters(prototype) {
  if (repairedPrototypes.has(prototype)) return;
  repairedPrototypes.add(prototype);
  const { performIO, queryRaw } = prototype;
  const characterColumns = new WeakMap();

  prototype.performIO = async function performIOWithCharacters(query) {
    const result = await performIO.call(this, query);
    const fields = result.fields ?? [];
    characterColumns.set(
      this,
      fields.flatMap((field, index) => (field.dataTypeID === CHAR_OID ? [index] : [])),
    );
    for (const field of fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID;
    return result;
  };
  prototype.queryRaw = async function queryRawWithCharacters(query) {
    const output = await queryRaw.call(this, query);
    for (const index of characterColumns.get(this) ?? []) {
      output.columnTypes[index] = ColumnTypeEnum.Character;
    }
    return output;
  };
}
