// What `npm run check` checks without running the product.

const bin = (name) => `node_modules/.bin/${name}`;

/** @typedef {{ title: string, program: string, args: string[] }} Check */

/** Also one of the unit tests. @type {Check} */
export const IMPORT_RULES = {
  title: "Import rules",
  program: bin("vitest"),
  args: ["run", "--project", "unit", "scripts/import-rules.test.ts"],
};

/** @type {Check[]} */
export const CHECKS = [
  {
    title: "Types",
    program: "/bin/sh",
    // `next typegen` writes the types of pages' parameters, which the compiler then needs.
    args: ["-c", `${bin("next")} typegen && ${bin("tsc")} --noEmit`],
  },
  { title: "Lint and format", program: bin("biome"), args: ["check", "--error-on-warnings"] },
  { title: "Dead code", program: bin("knip"), args: ["--no-progress"] },
  {
    title: "Migrations match the schema",
    program: process.execPath,
    args: ["scripts/check-drift.mjs"],
  },
];
