// Loads the WebAssembly schema engine from its npm package.
import { readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";

const require = createRequire(import.meta.url);

/** @returns {typeof glue} the engine's module, ready for `new SchemaEngine` */
export function loadSchemaEngine() {
  const script = realpathSync(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
  const code = readFileSync(path.join(path.dirname(script), "schema_engine_bg.wasm"));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(code), {
    "./schema_engine_bg.js": glue,
  });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}
