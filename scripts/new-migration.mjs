// npm run db:new -- NAME: writes the next migration from the difference between migrations and schema.
//
// Not `prisma migrate dev`: that asks questions as soon as there is a warning, and refuses without a terminal.
import { spawnSync } from "node:child_process";
import fs from "node:fs";

const name = process.argv[2]?.replace(/\W+/g, "_");
if (!name) {
  console.error("usage: DATABASE_URL=... npm run db:new -- NAME");
  process.exit(2);
}
const diff = spawnSync(
  "node_modules/.bin/prisma",
  [
    ...["migrate", "diff", "--script"],
    ...["--from-migrations", "prisma/migrations", "--to-schema", "prisma/schema.prisma"],
  ],
  { encoding: "utf8" },
);
if (diff.status !== 0) {
  console.error(diff.stderr);
  process.exit(1);
}
const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
const directory = `prisma/migrations/${stamp}_${name}`;
fs.mkdirSync(directory, { recursive: true });
fs.writeFileSync(`${directory}/migration.sql`, diff.stdout);
console.log(`${directory}\n${diff.stdout}`);
