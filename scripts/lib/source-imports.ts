// Reads which files and packages each source file of the project imports, in whatever form.
import fs from "node:fs";
import path from "node:path";
import ts from "typescript";

export interface SourceFile {
  /** From the project's folder, with forward slashes. */
  readonly path: string;
  /** `use client` or `use server` where the file begins with it. */
  readonly directive: string | null;
  /** Files of the project, as paths; packages and Node's modules, as `pkg:name`. Type imports and `import()` too. */
  readonly imports: readonly string[];
}

const EXTENSIONS = ["", ".ts", ".tsx", ".mjs", ".json", ".css", "/index.ts"];
const DIRECTIVE = /^(?:\s|\/\/.*\n|\/\*[\s\S]*?\*\/)*["'](use (?:client|server))["']/;

/** What nobody wrote by hand; names that begin with a dot are left out too. */
const NOT_OURS = new Set([
  "node_modules",
  "dist",
  "coverage",
  "test-results",
  "lib/db/generated",
  "next-env.d.ts",
]);

/** Every TypeScript file that is the project's own. */
export function readSourceFiles(root: string): SourceFile[] {
  return filesBelow(root, "")
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readSourceFile(root, file));
}

function filesBelow(root: string, folder: string): string[] {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.name.startsWith(".") || NOT_OURS.has(file)) return [];
    return entry.isDirectory() ? filesBelow(root, file) : [file];
  });
}

function readSourceFile(root: string, file: string): SourceFile {
  const text = fs.readFileSync(path.join(root, file), "utf8");
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return {
    path: file,
    directive: DIRECTIVE.exec(text)?.[1] ?? null,
    imports: importedFiles.map(({ fileName }) => resolve(root, file, fileName)),
  };
}

function resolve(root: string, importer: string, name: string): string {
  if (!name.startsWith("@/") && !name.startsWith(".")) return `pkg:${packageName(name)}`;
  const target = name.startsWith("@/")
    ? name.slice(2)
    : path.posix.join(path.posix.dirname(importer), name);
  const isFile = (candidate: string) =>
    fs.statSync(path.join(root, candidate), { throwIfNoEntry: false })?.isFile();
  return EXTENSIONS.map((extension) => target + extension).find(isFile) ?? target;
}

/** `next/navigation` → `next`, `@prisma/client/x` → `@prisma/client`; Node's own modules stay whole. */
function packageName(name: string): string {
  if (name.startsWith("node:")) return name;
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}
