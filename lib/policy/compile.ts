// Compact look-up structures made from stored rows; immutable, swapped whole.

/** The compiled policy. Opaque to all but this folder: ask it through look-up-source.ts and decide.ts. */
export interface CompiledPolicy {
  readonly signallingFqdn: string;
}
