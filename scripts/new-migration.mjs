// npm run db:new -- NAME: writes the next migration from the difference between migrations and schema.
//
// Not `prisma migrate dev`: that asks questions as soon as there is a warning, and refuses without a terminal.
import fs from "node:fs";
import { runAsProgram } from "./lib/run-as-program.mjs";
import { schemaDiff } from "./lib/schema-diff.mjs";
import { SetupError } from "./lib/setup-error.mjs";

await runAsProgram(async () => {
  const name = process.argv[2]?.replace(/\W+/g, "_");
  if (!name) throw new SetupError("usage: npm run db:new -- NAME");
  const { code, stdout, output } = await schemaDiff("--script");
  if (code !== 0) throw new SetupError(`The schema could not be compared:\n${output.trim()}`);
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const directory = `prisma/migrations/${stamp}_${name}`;
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(`${directory}/migration.sql`, stdout);
  console.log(`${directory}/migration.sql\n\n${stdout}`);
  return 0;
});
