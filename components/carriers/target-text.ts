// A SIP destination in one short text.

export interface TargetText {
  readonly host: string;
  readonly port: number | null;
  readonly transport: string;
}

/** `sip.example.net:5060 UDP`; an IPv6 address in brackets. */
export function targetText({ host, port, transport }: TargetText): string {
  const name = host.includes(":") ? `[${host}]` : host;
  return `${name}${port === null ? "" : `:${port}`} ${transport.toUpperCase()}`;
}
