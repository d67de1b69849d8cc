// What to know where a credential was made for a signalling FQDN that is no longer today's.

/** Null where each credential in use has today's realm, or where there is no FQDN yet. */
export function realmNote(
  inUse: readonly { readonly realm: string }[],
  today: string | null,
): string | null {
  const former = inUse.find(({ realm }) => realm !== today)?.realm;
  if (former === undefined || today === null) return null;
  return `A credential in use has the realm ${former}, not today's signalling FQDN: as soon as a new one is issued, equipment that answers only the first challenge will use ${today}, so hand the new one over at once, and before you retire the old one.`;
}
