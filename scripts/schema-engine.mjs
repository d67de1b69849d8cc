#!/usr/bin/env node
// Drop-in for Prisma's native `schema-engine` executable, built on the WebAssembly build of the same engine.
//
// Prisma's CLI would otherwise download a binary before any command. It speaks the native contract:
//   schema-engine [--datamodels FILE]... [--datasource JSON]       JSON-RPC over stdio
//   schema-engine --datasource JSON cli can-connect-to-database | create-database | drop-database
import { readFileSync } from "node:fs";
import { parseEngineArguments } from "./lib/schema-engine/arguments.mjs";
import { runDatabaseCommand } from "./lib/schema-engine/database-command.mjs";
import { serveJsonRpc } from "./lib/schema-engine/json-rpc-server.mjs";
import { loadSchemaEngine } from "./lib/schema-engine/load-wasm.mjs";

const request = parseEngineArguments(process.argv.slice(2));

if (request.version) {
  process.stdout.write(`schema-engine-wasm ${loadSchemaEngine().version()}\n`);
} else if (request.command !== null) {
  process.exitCode = await runDatabaseCommand(request.command, request.datasource);
} else {
  const datamodels = request.datamodelFiles.map((file) => [file, readFileSync(file, "utf8")]);
  await serveJsonRpc({ datamodels, datasource: request.datasource });
  process.exit(0);
}
