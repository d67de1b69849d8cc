// Every combination of transports, in each product: the right one, its port, and TLS set up where it is used and nowhere else.
import { describe, expect, test } from "vitest";
import type { HandOffSheet } from "../hand-off-sheet";
import { AUTHORITIES, CERTIFICATE, reachOf } from "./carrier-reach";
import { handOffConfig, PRODUCTS, type Product } from "./hand-off-config";
import { testSheet } from "./test-sheet";

type Transport = HandOffSheet["transports"][number];

/** What is offered → what calls to Cradle go by. */
const COMBINATIONS: readonly [readonly Transport[], Transport][] = [
  [["udp"], "udp"],
  [["tcp"], "tcp"],
  [["tls"], "tls"],
  [["udp", "tcp"], "udp"],
  [["udp", "tls"], "udp"],
  [["tcp", "tls"], "tcp"],
  [["udp", "tcp", "tls"], "udp"],
];
const PORTS: Record<Transport, number> = { udp: 5070, tcp: 5070, tls: 5071 };

function sheetOf(transports: readonly Transport[], gateway: Transport | null = null) {
  return testSheet({
    transports: [...transports],
    sipPort: PORTS.udp,
    sipTlsPort: PORTS.tls,
    gateways:
      gateway === null
        ? []
        : [{ host: "sbc.example", port: null, transport: gateway, priority: 10, weight: 100 }],
  });
}

/** How each product writes where the calls of the first trunk go. */
const TARGET: Record<Product, (transport: Transport) => string> = {
  kamailio: (name) =>
    `"@one.byoc.example.net:${PORTS[name]}${name === "udp" ? "" : `;transport=${name}`}"`,
  asterisk: (name) =>
    `contact=sip:one.byoc.example.net:${PORTS[name]}${name === "udp" ? "" : `\\;transport=${name}`}\n`,
  freeswitch: (name) =>
    `name="proxy" value="one.byoc.example.net:${PORTS[name]}${name === "udp" ? "" : `;transport=${name}`}"`,
};
const ALSO: Record<Product, (transport: Transport) => string[]> = {
  kamailio: () => [],
  asterisk: (name) => [
    `[cradle-${name}]\ntype=transport\nprotocol=${name}\n`,
    `transport=cradle-${name}`,
  ],
  freeswitch: (name) => [`name="register-transport" value="${name}"`],
};
const TLS_LINES: Record<Product, readonly string[]> = {
  kamailio: [
    "enable_tls=yes",
    'loadmodule "tls.so"',
    `modparam("tls", "ca_list", "${AUTHORITIES}")`,
    'modparam("tls", "verify_certificate", 1)',
    `modparam("tls", "certificate", "${CERTIFICATE.cert}")`,
  ],
  asterisk: [
    `ca_list_file=${AUTHORITIES}`,
    "verify_server=yes",
    `cert_file=${CERTIFICATE.cert}`,
    `priv_key_file=${CERTIFICATE.key}`,
  ],
  freeswitch: [
    'name="tls" value="true"',
    'name="tls-verify-policy" value="subjects_out"',
    "cafile.pem",
  ],
};

describe.each(PRODUCTS)("%s", (product) => {
  test.each(COMBINATIONS)("offered %j goes by %s", (offered, chosen) => {
    const text = handOffConfig(product, sheetOf(offered));
    expect(text).toContain(TARGET[product](chosen));
    for (const line of ALSO[product](chosen)) expect(text).toContain(line);
    for (const other of ["tcp", "tls"] as const) {
      if (other !== chosen) expect(text).not.toContain(`transport=${other}`);
    }
    for (const line of TLS_LINES[product]) {
      if (chosen === "tls") expect(text).toContain(line);
      else expect(text).not.toContain(line);
    }
    for (const other of offered.filter((name) => name !== chosen)) {
      expect(text).toContain(`${other.toUpperCase()} on port ${PORTS[other]}`);
    }
  });

  test("a gateway by TLS has TLS set up, though calls to Cradle go by UDP", () => {
    const text = handOffConfig(product, sheetOf(["udp"], "tls"));
    expect(text).toContain(TARGET[product]("udp"));
    for (const line of TLS_LINES[product]) expect(text).toContain(line);
  });
});

test("the name of the trunk is asked for in Kamailio's handshake, and only by TLS", () => {
  const nameAsked = '$xavp(tls=>server_name) = "one.byoc.example.net";';
  expect(handOffConfig("kamailio", sheetOf(["tls"]))).toContain(nameAsked);
  expect(handOffConfig("kamailio", sheetOf(["udp"], "tls"))).not.toContain(nameAsked);
});

test("what is used is what calls go and come by, each once", () => {
  expect(reachOf(sheetOf(["tcp", "tls"], "udp")).used).toEqual(["udp", "tcp"]);
  expect(reachOf(sheetOf(["tls"], "tls")).used).toEqual(["tls"]);
});
