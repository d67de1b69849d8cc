// Writes the schema engine's log lines in the shape that Prisma's CLI reads from stderr.

/**
 * @param {"DEBUG" | "INFO" | "ERROR"} level
 * @param {string} message
 * @param {Record<string, unknown>} [fields] an error carries `is_panic` and `error_code`
 */
export function logLine(level, message, fields = {}) {
  const line = {
    timestamp: new Date().toISOString(),
    level,
    target: "schema_engine::logger",
    fields: { message, ...fields },
  };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
