// Fails where prisma/schema.prisma says something that the migrations do not make.

import { runAsProgram } from "./lib/run-as-program.mjs";
import { runCommand } from "./lib/run-command.mjs";
import { startThrowawayPostgres } from "./lib/start-throwaway-postgres.mjs";

await runAsProgram(async () => {
  const postgres = await startThrowawayPostgres();
  try {
    const { adminUrl } = JSON.parse(postgres.description);
    const sources = [
      "--from-migrations",
      "prisma/migrations",
      "--to-schema",
      "prisma/schema.prisma",
    ];
    const { code, output } = await runCommand(
      "node_modules/.bin/prisma",
      ["migrate", "diff", ...sources, "--exit-code"],
      { env: { ...process.env, DATABASE_URL: adminUrl } },
    );
    if (code === 0) return 0;
    console.error(`${output.trim()}\n\nWrite the missing migration: npm run db:new -- NAME`);
    return 1;
  } finally {
    await postgres.stop();
  }
});
