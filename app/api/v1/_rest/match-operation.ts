// Finds the operation of a method and a path, with the values that stand in the path.
import type { Method, Operation } from "./operation";

export type Match =
  | { readonly found: true; readonly operation: Operation; readonly fields: Record<string, string> }
  /** `allowed` is empty where no operation has this path. */
  | { readonly found: false; readonly allowed: readonly string[] };

/** `segments` are the path's parts under /api/v1, percent-decoded. */
export function matchOperation(
  operations: readonly Operation[],
  method: string,
  segments: readonly string[],
): Match {
  const allowed: Method[] = [];
  for (const operation of operations) {
    const fields = fieldsOf(operation.path, segments);
    if (fields === null) continue;
    if (operation.method === method.toLowerCase()) return { found: true, operation, fields };
    allowed.push(operation.method);
  }
  return { found: false, allowed: allowed.map((name) => name.toUpperCase()) };
}

function fieldsOf(template: string, segments: readonly string[]): Record<string, string> | null {
  const parts = template.slice(1).split("/");
  if (parts.length !== segments.length) return null;
  const fields: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? "";
    if (part.startsWith("{")) fields[part.slice(1, -1)] = segment;
    else if (part !== segment) return null;
  }
  return fields;
}
