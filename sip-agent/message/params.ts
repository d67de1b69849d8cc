/** Header and URI parameters as an ordered list, for few parameters quicker and smaller than a map. */

/** One parameter. `name` is lower-case; `value` is exactly as received (quotes kept), null for a flag. */
export interface Param {
  readonly name: string;
  readonly value: string | null;
}

/** The value of the first parameter of that lower-case name: undefined if absent, null for a flag. */
export function getParam(params: readonly Param[], name: string): string | null | undefined {
  for (const param of params) if (param.name === name) return param.value;
  return undefined;
}
