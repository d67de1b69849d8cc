// npm run staff -- invite EMAIL NAME ROLE [--sso]: makes an account and prints its first password, once.
import { randomBytes, randomUUID } from "node:crypto";
import { ROLES, systemActor } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/errors";
import { closeRuntime, contextFor } from "@/lib/services/runtime";
import { inviteStaff } from "@/lib/services/staff/invite-staff";

const given = process.argv.slice(2);
const isSsoOnly = given.includes("--sso");
const [verb, email, name, role, ...rest] = given.filter((word) => word !== "--sso");

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

if (verb !== "invite" || role === undefined || rest.length > 0) {
  fail(
    `Usage: npm run staff -- invite EMAIL NAME ROLE [--sso]   (ROLE is one of ${ROLES.join(", ")}; --sso: no password, single sign-on only)`,
  );
}
const password = isSsoOnly ? null : randomBytes(18).toString("base64url");
try {
  const ctx = contextFor(systemActor("console"), randomUUID());
  const user = await inviteStaff(ctx, { email, name, role, password });
  const how =
    password === null ? "by single sign-on" : "with this password, which is shown this once";
  process.stderr.write(`${user.email} may sign in as ${user.role}, ${how}.\n`);
  if (password !== null) process.stdout.write(`${password}\n`);
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  const fields = error.fields.map(({ path, message }) => `${path} ${message}`);
  fail(fields.length > 0 ? fields.join("; ") : error.publicMessage);
} finally {
  await closeRuntime();
}
