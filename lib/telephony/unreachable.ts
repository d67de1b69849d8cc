// The same mark as lib/core's, for the pure areas that may not import core.

/** Throws: a value outside its type came in at run time. The compiler accepts the call only when every case is handled. */
export function unreachable(value: never): never {
  throw new Error(`unreachable value: ${JSON.stringify(value)}`);
}
