// Fails where prisma/schema.prisma says something that the migrations do not make.
import { runAsProgram } from "./lib/run-as-program.mjs";
import { schemaDiff } from "./lib/schema-diff.mjs";

await runAsProgram(async () => {
  const { code, output } = await schemaDiff("--exit-code");
  if (code === 0) return 0;
  console.error(`${output.trim()}\n\nWrite the missing migration: npm run db:new -- NAME`);
  return 1;
});
