/** How much compressed script a page's HTML asks for. */
import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const weights = new Map<string, number>();

/** In bytes: every script that the HTML names, each once, as gzip makes it; not what only browsers without modules load. */
export function scriptWeight(html: string): number {
  const scripts = [...html.matchAll(/<script[^>]+src="\/_next\/(static\/[^"?]+\.js)[^>]*>/g)];
  const names = new Set(scripts.filter(([tag]) => !/nomodule/i.test(tag)).map(([, name]) => name));
  return [...names].reduce((sum, name) => sum + weightOf(name ?? ""), 0);
}

function weightOf(name: string): number {
  const known = weights.get(name);
  if (known !== undefined) return known;
  const weight = gzipSync(fs.readFileSync(path.join(".next", decodeURIComponent(name)))).length;
  weights.set(name, weight);
  return weight;
}
