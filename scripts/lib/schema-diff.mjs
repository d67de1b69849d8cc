// Compares what the migrations make with what prisma/schema.prisma says, on a throwaway Postgres.
import { runCommand } from "./run-command.mjs";
import { startThrowawayPostgres } from "./start-throwaway-postgres.mjs";

/**
 * @param {"--script" | "--exit-code"} form the SQL that is missing, or exit code 2 where any is
 * @returns {Promise<import("./run-command.mjs").CommandResult>}
 */
export async function schemaDiff(form) {
  // Bare: database-roles.sql may name a table already that only the next migration makes.
  const postgres = await startThrowawayPostgres("bare");
  try {
    const { adminUrl } = JSON.parse(postgres.description);
    const sources = [
      "--from-migrations",
      "prisma/migrations",
      "--to-schema",
      "prisma/schema.prisma",
    ];
    return await runCommand("node_modules/.bin/prisma", ["migrate", "diff", ...sources, form], {
      env: { ...process.env, DATABASE_URL: adminUrl },
    });
  } finally {
    await postgres.stop();
  }
}
