/** DNS servers as they are set, and as the system has them. */
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseDnsServers, systemDnsServers } from "./dns-servers";

it("reads addresses with and without a port", () => {
  expect(parseDnsServers("192.0.2.53, 192.0.2.54:5353,2001:db8::53,[2001:db8::54]:54")).toEqual({
    servers: [
      { address: "192.0.2.53", port: 53 },
      { address: "192.0.2.54", port: 5353 },
      { address: "2001:db8::53", port: 53 },
      { address: "2001:db8::54", port: 54 },
    ],
    problems: [],
  });
});

it("names what is no server", () => {
  for (const text of [
    "ns.example",
    "192.0.2.53:0",
    "192.0.2.53:65536",
    "[192.0.2.53",
    "300.0.2.1",
  ]) {
    expect(parseDnsServers(text).problems, text).toHaveLength(1);
  }
  expect(parseDnsServers("10.0.0.1,10.0.0.2,10.0.0.3,10.0.0.4,10.0.0.5").problems).toHaveLength(1);
});

it("takes the system's nameserver lines, and none where there is no such file", () => {
  const path = join(tmpdir(), `resolv-${process.pid}.conf`);
  writeFileSync(
    path,
    "# a comment\nsearch example\nnameserver 192.0.2.53\n nameserver ::1 \nnameserver fe80::1%eth0\n",
  );
  expect(systemDnsServers(path)).toEqual([
    { address: "192.0.2.53", port: 53 },
    { address: "::1", port: 53 },
  ]);
  expect(systemDnsServers(`${path}.not-there`)).toEqual([]);
});
