/** Values of a form of which some may not be known: a new row that starts from a template. */
export type KnownValues<Values> = { readonly [Name in keyof Values]?: Values[Name] | undefined };
