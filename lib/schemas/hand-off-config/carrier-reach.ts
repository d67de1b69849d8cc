// How the carrier's equipment reaches Cradle, and what it must listen on: by the sheet's transports, with TLS where it is meant.
import type { HandOffSheet } from "../hand-off-sheet";

export type Transport = HandOffSheet["transports"][number];

/** Authorities that Cradle's certificate may come from; where Debian keeps them. */
export const AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";
/** To be replaced: the carrier's own certificate and its key, both PEM. */
export const CERTIFICATE = { cert: "YOUR_CERTIFICATE_FILE", key: "YOUR_KEY_FILE" } as const;

/** Whoever knows no better starts with the one that needs the least set-up. */
const PREFERRED: readonly Transport[] = ["udp", "tcp", "tls"];

export interface Reach {
  /** Calls to Cradle go by this one. */
  readonly transport: Transport;
  readonly port: number;
  /** The Request-URI's parameter, with its semicolon; empty for UDP. */
  readonly parameter: string;
  /** Every one that calls go or come by. */
  readonly used: readonly Transport[];
  readonly usesTls: boolean;
  /** For a comment: the others that Cradle listens on, and on which port; empty where there are none. */
  readonly others: string;
}

/** `sheet.transports` holds at least one. */
export function reachOf(
  sheet: Pick<HandOffSheet, "transports" | "sipPort" | "sipTlsPort" | "gateways">,
): Reach {
  const { transports, sipPort, sipTlsPort, gateways } = sheet;
  const portOf = (name: Transport) => (name === "tls" ? sipTlsPort : sipPort);
  const transport = PREFERRED.find((name) => transports.includes(name)) ?? "udp";
  const received = gateways.map((row) => row.transport.toLowerCase());
  const used = PREFERRED.filter((name) => name === transport || received.includes(name));
  return {
    transport,
    port: portOf(transport),
    parameter: transport === "udp" ? "" : `;transport=${transport}`,
    used,
    usesTls: used.includes("tls"),
    others: PREFERRED.filter((name) => name !== transport && transports.includes(name))
      .map((name) => `${name.toUpperCase()} on port ${portOf(name)}`)
      .join(" and "),
  };
}

/** A sentence for a comment: what calls to Cradle go by, and what else is open. */
export function reachWords({ transport, port, others }: Reach): string {
  const also = others === "" ? "" : ` Cradle takes ${others} as well.`;
  return `Calls to Cradle go by ${transport.toUpperCase()} to port ${port}.${also}`;
}
