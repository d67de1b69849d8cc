// Reads an address's parameters: one plain text each, so that a repeated or odd one cannot surprise a verb.

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** The parameters named, each as one text or undefined where it is missing or empty; of several the first counts. */
export function readParams<Name extends string>(
  params: SearchParams,
  names: readonly Name[],
): Record<Name, string | undefined> {
  const entries = names.map((name) => {
    const value = params[name];
    const text = Array.isArray(value) ? value[0] : value;
    return [name, text === undefined || text === "" ? undefined : text.slice(0, 200)];
  });
  return Object.fromEntries(entries) as Record<Name, string | undefined>;
}

/** The same without what is missing: what a verb's strict schema takes. */
export function presentParams(params: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
