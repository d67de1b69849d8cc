// The reader behind the import rules: an import it overlooked would be a rule that is not held.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readSourceFiles } from "./source-imports";

let root: string;

beforeAll(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "source-imports-"));
});
afterAll(() => {
  fs.rmSync(root, { recursive: true });
});

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text);
}

it("finds every form of import, and resolves files", () => {
  write("lib/a.ts", "export const a = 1;");
  write("lib/b.tsx", "export type B = string;");
  write("node_modules/x/index.ts", "import 'never';");
  write(
    "app/page.tsx",
    [
      "// A page.",
      '"use client";',
      'import { a } from "@/lib/a";',
      'import type { B } from "../lib/b";',
      'import "./page.css";',
      'import "next/navigation";',
      'export * from "@scope/name/deep";',
      'type C = import("node:fs/promises").FileHandle;',
      'const d = await import("dynamic-one");',
      "// import 'in a comment';",
      "const text = \"import 'in a string'\";",
    ].join("\n"),
  );
  const page = readSourceFiles(root).find((file) => file.path === "app/page.tsx");
  expect(page?.directive).toBe("use client");
  expect(page?.imports.toSorted()).toEqual(
    [
      ...["app/page.css", "lib/a.ts", "lib/b.tsx"],
      ...["pkg:@scope/name", "pkg:dynamic-one", "pkg:next", "pkg:node:fs/promises"],
    ].toSorted(),
  );
  expect(readSourceFiles(root).map((file) => file.path)).not.toContain("node_modules/x/index.ts");
});
