// Marks the default of a switch over a closed union, so that a forgotten case fails to compile.

/** Throws: a value outside its type came in at run time. The compiler accepts the call only when every case is handled. */
export function unreachable(value: never): never {
  throw new Error(`unreachable value: ${JSON.stringify(value)}`);
}
