// Makes a child's output readable: pino's JSON lines become one plain line each, all else stays as it is.

const LEVELS = { 10: "trace", 20: "debug", 30: "info", 40: "warn", 50: "error", 60: "fatal" };
/** What every line carries and a person at a terminal knows already. */
const KNOWN = new Set(["level", "time", "msg", "pid", "hostname", "name", "err"]);

/**
 * @param {string} line without its line end
 * @returns {string}
 */
export function readableLine(line) {
  const entry = parseEntry(line);
  if (entry === null) return line;
  const fields = Object.entries(entry)
    .filter(([key]) => !KNOWN.has(key))
    .map(([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  const level = LEVELS[entry.level] ?? String(entry.level);
  const head = [level.padEnd(5), entry.msg, ...fields].join(" ");
  const stack = entry.err?.stack ?? entry.err?.message;
  return stack ? `${head}\n${stack}` : head;
}

function parseEntry(line) {
  if (!line.startsWith("{")) return null;
  try {
    const entry = JSON.parse(line);
    return typeof entry.level === "number" && "msg" in entry ? entry : null;
  } catch {
    return null;
  }
}
