// Where a requirement of a carrier stands on its page.

export function requirementHref(carrierId: string, code: string): string {
  return `/carriers/${carrierId}/requirements#${code}`;
}
