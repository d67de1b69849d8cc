// Who may import whom: the architecture's table, held over every import of every file, types and `import()` included.
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readSourceFiles, type SourceFile } from "./lib/source-imports";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Tests, and what only tests import, may look at everything. A test call is a noun of the product. */
const TEST_CODE =
  /\.(test|spec)\.tsx?$|-fixture\.ts$|(^|\/)(test-(?!calls?\.|call-)[^/]+|[^/]+-under-test|random-world|naive-decide)\.ts$|^(e2e|bench)\//;
const TEST_PACKAGES =
  /^pkg:(vitest|fast-check|@playwright\/.*|@axe-core\/.*|oidc-provider|pdfjs-dist)$/;

const TEST_SETTINGS = /^(playwright|vitest)\.config\.ts /;

/** Pure, and small enough for a browser. */
const TABLES = [
  "lib/telephony",
  "lib/money",
  "lib/lifecycle",
  "lib/auth/permissions.ts",
  "lib/auth/actor.ts",
  "lib/auth/token-scopes.ts",
];
const PURE = [...TABLES, "lib/policy", "lib/sip", "lib/observations", "lib/schemas"];
/** One function without imports, with which every switch over a union ends. */
const UNREACHABLE = "lib/core/unreachable.ts";
const NUMBER_PACKAGES = ["pkg:zod", "pkg:libphonenumber-js", "pkg:ipaddr.js"];
const CLIENT_PACKAGES = [
  ...["pkg:react", "pkg:react-dom", "pkg:next", "pkg:next-auth", "pkg:zod", "pkg:@base-ui/react"],
  ...["pkg:lucide-react", "pkg:class-variance-authority", "pkg:clsx", "pkg:tailwind-merge"],
];
const DATABASE_PACKAGES = ["pkg:pg", "pkg:@prisma/client", "pkg:@prisma/adapter-pg"];
/** All that talks to the outside stays out of the browser. */
const SERVER_ONLY = [
  "lib/db",
  "lib/services",
  "lib/snapshot",
  "lib/auth/session.ts",
  "lib/auth/session-cookie.ts",
  "sip-agent",
  "jobs",
];

interface Area {
  readonly files: readonly string[];
  readonly mayImport: readonly string[];
}

/** A file belongs to the first area that names it; an area may always import itself. */
const AREAS: readonly Area[] = [
  { files: [UNREACHABLE], mayImport: [] },
  { files: TABLES, mayImport: [...NUMBER_PACKAGES, UNREACHABLE] },
  { files: ["lib/policy"], mayImport: ["lib/telephony", UNREACHABLE] },
  // From a call record to what it shows of a carrier's requirements.
  {
    files: ["lib/observations"],
    mayImport: ["lib/telephony", "lib/lifecycle", "lib/policy", UNREACHABLE],
  },
  // Bytes in, messages out: the sip-agent's reading of SIP, for the portal's explanations too.
  { files: ["lib/sip"], mayImport: ["lib/telephony", "lib/policy", UNREACHABLE] },
  { files: ["lib/schemas", "lib/snapshot"], mayImport: [...PURE, "pkg:zod", UNREACHABLE] },
  { files: ["lib/core"], mayImport: ["pkg:node:*", "pkg:pino", "pkg:zod"] },
  {
    files: ["lib/db"],
    mayImport: [
      ...PURE,
      "lib/core",
      "lib/snapshot",
      "pkg:zod",
      "pkg:node:crypto",
      ...DATABASE_PACKAGES,
    ],
  },
  {
    files: ["lib/services"],
    mayImport: [
      // The snapshot: the call check decides by what the sip-agents compile.
      ...[...PURE, "lib/db", "lib/core", "lib/snapshot", "pkg:zod", "pkg:node:crypto"],
      ...["pkg:@node-rs/argon2", "pkg:rate-limiter-flexible", "pkg:csv-parse", "pkg:file-type"],
      "pkg:postal-mime",
    ],
  },
  {
    files: ["lib/auth/session.ts", "lib/auth/session-cookie.ts"],
    mayImport: [
      ...PURE,
      "lib/core",
      "lib/services",
      "pkg:next",
      "pkg:next-auth",
      "pkg:server-only",
    ],
  },
  { files: ["components"], mayImport: [...PURE, ...CLIENT_PACKAGES, UNREACHABLE] },
  {
    files: ["app", "instrumentation.ts", "proxy.ts"],
    mayImport: [
      ...[...PURE, "components", "lib/services", "lib/auth", "lib/core"],
      ...[
        ...CLIENT_PACKAGES,
        "pkg:server-only",
        "pkg:zod-openapi",
        "pkg:@fontsource-variable/inter",
      ],
      ...["pkg:node:crypto", "pkg:node:net", "pkg:node:http", "pkg:node:diagnostics_channel"],
    ],
  },
  {
    files: ["jobs"],
    mayImport: [
      ...[...PURE, "lib/core", "lib/services", "lib/db", "pkg:graphile-worker", "pkg:node:*"],
      "pkg:zod",
      // Only here: documents are drawn, and mail is sent and caught.
      ...["pkg:react", "pkg:@react-pdf/renderer", "pkg:nodemailer", "pkg:smtp-server"],
    ],
  },
  {
    files: ["sip-agent"],
    mayImport: [
      ...[...PURE, "lib/core", "lib/snapshot", "lib/db/config-feed.ts", "lib/db/call-records.ts"],
      ...["lib/db/credential-uses.ts", "lib/db/call-ends.ts", "lib/db/not-set-up.ts"],
      ...["lib/db/target-health-writes.ts", "lib/db/agent-commands.ts", "lib/db/record-json.ts"],
      // The version it reports.
      "package.json",
      ...["pkg:node:*", "pkg:zod", "pkg:prom-client", "pkg:dns-packet"],
    ],
  },
  // Entry points and settings: they put parts together.
  { files: ["scripts", "prisma", "bench"], mayImport: ["*"] },
  {
    files: [
      "next.config.ts",
      "prisma.config.ts",
      "vitest.config.ts",
      "playwright.config.ts",
      "next-env.d.ts",
    ],
    mayImport: ["pkg:*", "scripts"],
  },
];

/** The sip-agent's pieces, each knowing only those before it. */
const AGENT_PIECES = [
  ...["seal", "transport", "transaction", "dns", "digest", "overload", "health-check"],
  ...["proxy", "config", "calls", "ops", "runtime", "main.ts"],
];
/** Bytes, events and a clock go in; nothing is opened, no timer is set. */
const PURE_PIECES = ["transaction", "digest", "overload", "proxy"];
const OUTSIDE = /^pkg:node:(dgram|fs|http|https|tls|dns|timers|child_process|worker_threads)(\/|$)/;

const files = readSourceFiles(ROOT);
const byPath = new Map(files.map((file) => [file.path, file]));
const product = files.filter((file) => !TEST_CODE.test(file.path));

function matches(target: string, pattern: string): boolean {
  if (pattern.endsWith("*")) return target.startsWith(pattern.slice(0, -1));
  return target === pattern || target.startsWith(`${pattern}/`);
}

function isAmong(target: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matches(target, pattern));
}

function areaOf(file: string): Area | undefined {
  return AREAS.find((area) => isAmong(file, area.files));
}

function violations(
  sources: readonly SourceFile[],
  isBad: (file: SourceFile, target: string) => boolean,
): string[] {
  return sources.flatMap((file) =>
    file.imports
      .filter((target) => isBad(file, target))
      .map((target) => `${file.path} → ${target}`),
  );
}

/** All that a browser would load with this file. An action stays on the server: the browser gets its address. */
function reachableFrom(file: SourceFile, seen = new Set<string>()): Set<string> {
  for (const target of file.imports) {
    const next = byPath.get(target);
    if (next === undefined || seen.has(target) || next.directive === "use server") continue;
    seen.add(target);
    reachableFrom(next, seen);
  }
  return seen;
}

describe("import rules", () => {
  it("reads the project's files and their imports", () => {
    expect(byPath.get("lib/core/env.ts")?.imports).toEqual(["pkg:zod"]);
    expect(product.length).toBeGreaterThan(100);
  });

  it("puts every file into an area", () => {
    expect(product.filter((file) => !areaOf(file.path)).map((file) => file.path)).toEqual([]);
  });

  it("lets each area import what the table names and no more", () => {
    const bad = violations(product, (file, target) => {
      const area = areaOf(file.path);
      return area !== undefined && !isAmong(target, [...area.files, ...area.mayImport]);
    });
    expect(bad).toEqual([]);
  });

  it("keeps tests and their tools out of the product", () => {
    const isTest = (_: SourceFile, target: string) =>
      TEST_CODE.test(target) || TEST_PACKAGES.test(target);
    const bad = violations(product, isTest);
    expect(bad.filter((line) => !TEST_SETTINGS.test(line))).toEqual([]);
  });

  it("keeps database, verbs, snapshot and session out of the browser, however far down", () => {
    const client = product.filter((file) => file.directive === "use client");
    expect(client.length).toBeGreaterThan(0);
    const bad = client.flatMap((file) =>
      [...reachableFrom(file)]
        .filter((target) => isAmong(target, SERVER_ONLY))
        .map((target) => `${file.path} ⇒ ${target}`),
    );
    expect(bad).toEqual([]);
  });

  it("lets each piece of the sip-agent know only those below it", () => {
    const rankOf = (file: string) => AGENT_PIECES.indexOf(file.split("/")[1] ?? "");
    const agent = product.filter((file) => file.path.startsWith("sip-agent/"));
    expect(agent.filter((file) => rankOf(file.path) < 0).map((file) => file.path)).toEqual([]);
    const isAbove = (file: SourceFile, target: string) =>
      target.startsWith("sip-agent/") && rankOf(target) > rankOf(file.path);
    expect(violations(agent, isAbove)).toEqual([]);
  });

  it("keeps sockets, files and timers out of the sip-agent's pure pieces", () => {
    const pure = product.filter((file) =>
      isAmong(
        file.path,
        PURE_PIECES.map((piece) => `sip-agent/${piece}`),
      ),
    );
    expect(violations(pure, (_, target) => OUTSIDE.test(target))).toEqual([]);
  });
});
