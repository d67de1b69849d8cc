/** How much compressed script a page's HTML asks for. */
import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const weights = new Map<string, number>();

/** In bytes: every script that the HTML names, each once, as gzip makes it. */
export function scriptWeight(html: string): number {
  const names = new Set(
    [...html.matchAll(/<script[^>]+src="\/_next\/(static\/[^"?]+\.js)/g)].map(([, name]) => name),
  );
  return [...names].reduce((sum, name) => sum + weightOf(name ?? ""), 0);
}

function weightOf(name: string): number {
  const known = weights.get(name);
  if (known !== undefined) return known;
  const weight = gzipSync(fs.readFileSync(path.join(".next", decodeURIComponent(name)))).length;
  weights.set(name, weight);
  return weight;
}
