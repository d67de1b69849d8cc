// npm run token -- NAME ROLE: makes a bearer token of the REST interface and prints it, once.
import { randomUUID } from "node:crypto";
import { ROLES, systemActor } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/errors";
import { closeRuntime, contextFor } from "@/lib/services/runtime";
import { createToken } from "@/lib/services/tokens/create-token";

const [name, role, ...rest] = process.argv.slice(2);

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

if (name === undefined || role === undefined || rest.length > 0) {
  fail(`Usage: npm run token -- NAME ROLE   (ROLE is one of ${ROLES.join(", ")})`);
}
try {
  const made = await createToken(contextFor(systemActor("console"), randomUUID()), { name, role });
  process.stderr.write(
    `Token "${made.token.name}" with role ${made.token.role}. It is shown this once; send it as Authorization: Bearer TOKEN.\n`,
  );
  process.stdout.write(`${made.secret}\n`);
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  const fields = error.fields.map(({ path, message }) => `${path} ${message}`);
  fail(fields.length > 0 ? fields.join("; ") : error.publicMessage);
} finally {
  await closeRuntime();
}
