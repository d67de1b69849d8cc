// The console's way to the first account: it signs in with what was printed, and faults are told in one sentence.
import { execFile } from "node:child_process";
import { afterAll, beforeAll, expect, it } from "vitest";
import { authenticatePassword } from "@/lib/services/staff/authenticate-password";
import { listStaff } from "@/lib/services/staff/list-staff";
import { type TestContexts, testContexts } from "@/lib/services/test-context";

interface Ran {
  readonly failed: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

let contexts: TestContexts;

beforeAll(async () => {
  contexts = await testContexts();
});
afterAll(() => contexts.close());

function staff(...args: readonly string[]): Promise<Ran> {
  const env = { ...process.env, DATABASE_URL: contexts.database.portalUrl };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["node_modules/tsx/dist/cli.mjs", "scripts/staff/main.ts", ...args],
      { env },
      (error, stdout, stderr) => resolve({ failed: error !== null, stdout, stderr }),
    );
  });
}

it("makes an admin who signs in with the printed password", async () => {
  const made = await staff("invite", "first@cradle.example", "First Admin", "admin");
  expect(made.stderr).toContain("first@cradle.example may sign in as admin");
  expect(made.failed).toBe(false);
  const password = made.stdout.trim();
  expect(password).toMatch(/^[\w-]{24}$/);
  const user = await authenticatePassword(contexts.asSystem("sign-in"), {
    email: "first@cradle.example",
    password,
    address: "192.0.2.1",
  });
  expect(user).toMatchObject({ role: "admin", name: "First Admin", isDemo: false });
});

it("makes an account without a password for single sign-on", async () => {
  const made = await staff("invite", "sso@cradle.example", "By SSO", "support", "--sso");
  expect(made).toMatchObject({ failed: false, stdout: "" });
});

it("says what is wrong, and makes nobody", async () => {
  const before = await listStaff(contexts.as("admin"));
  const wrongRole = await staff("invite", "x@cradle.example", "X", "root");
  expect(wrongRole).toMatchObject({ failed: true, stdout: "" });
  expect(wrongRole.stderr).toContain("role must be one of admin");
  const usage = await staff("remove", "x@cradle.example", "X", "admin");
  expect(usage.stderr).toMatch(/^Usage: npm run staff -- invite/);
  expect(await listStaff(contexts.as("admin"))).toEqual(before);
});
