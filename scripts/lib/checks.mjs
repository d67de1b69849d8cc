// What `npm run check` checks without running the product.

const bin = (name) => `node_modules/.bin/${name}`;

/**
 * The import rules are a unit test, scripts/import-rules.test.ts.
 *
 * @type {{ title: string, program: string, args: string[] }[]}
 */
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
    title: "Import rules",
    program: bin("vitest"),
    args: ["run", "--project", "unit", "scripts/import-rules.test.ts"],
  },
  {
    title: "Migrations match the schema",
    program: process.execPath,
    args: ["scripts/check-drift.mjs"],
  },
];
