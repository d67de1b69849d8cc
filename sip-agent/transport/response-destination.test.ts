/** The rules of RFC 3261 §18.2 and RFC 3581, row by row. */

import { describe, expect, test } from "vitest";
import { packAddress } from "@/lib/telephony/packed-address";
import { type ResponseVia, responseDestination } from "./response-destination";
import type { Source, TransportName } from "./transport";

function sourceOf(address: string, transport: TransportName = "udp"): Source {
  const packed = packAddress(address);
  if (packed === null) throw new Error(address);
  const listener = { id: 3, transport, address: "192.0.2.1", family: 4, port: 5060 } as const;
  const connectionId = transport === "udp" ? null : 17;
  return { address, packed, port: 40_000, transport, listener, peer: "carrier", connectionId };
}

const via = (host: string, more: Partial<ResponseVia> = {}): ResponseVia => ({
  host,
  port: null,
  rport: undefined,
  ...more,
});

describe("where a response goes", () => {
  const cases: readonly [string, ResponseVia, TransportName, number][] = [
    [
      "[RFC3261 §18.2.2] a datagram's to the port in sent-by",
      via("pbx.example", { port: 5070 }),
      "udp",
      5070,
    ],
    ["[RFC3261 §18.2.2] without one to 5060", via("pbx.example"), "udp", 5060],
    [
      "[RFC3581 §4] with rport to the port it came from",
      via("pbx.example", { port: 5070, rport: null }),
      "udp",
      40_000,
    ],
    [
      "[RFC3581 §4] also if the client has filled it in",
      via("pbx.example", { rport: 99 }),
      "udp",
      40_000,
    ],
    [
      "[RFC3261 §18.2.2] a stream's replacement to the port in sent-by",
      via("pbx.example", { port: 5070, rport: null }),
      "tcp",
      5070,
    ],
    ["[RFC3261 §18.2.2] for TLS 5061 without one", via("pbx.example"), "tls", 5061],
  ];
  for (const [title, value, transport, port] of cases) {
    test(title, () => {
      const source = sourceOf("198.51.100.7", transport);
      expect(responseDestination(value, source)).toEqual({
        transport,
        address: "198.51.100.7",
        port,
        listener: source.listener,
        connectionId: source.connectionId,
        peer: "carrier",
      });
    });
  }

  test("[RFC3261 §18.2.2] no host, maddr or received of the message chooses the address", () => {
    const forged = { ...via("203.0.113.9"), maddr: "203.0.113.9", received: "203.0.113.9" };
    expect(responseDestination(forged, sourceOf("198.51.100.7")).address).toBe("198.51.100.7");
  });
});
