/** The list of places to listen. */
import { expect, test } from "vitest";
import { formatListenUrl, parseListenUrls } from "./listen-url";

test("reads transports, both families and port 0, in any case and with blanks", () => {
  const { urls, problems } = parseListenUrls(
    " udp://127.0.0.1:5060, TCP://[::1]:0,tls://[2001:DB8::0:1]:5061,",
  );
  expect(problems).toEqual([]);
  expect(urls).toEqual([
    { transport: "udp", address: "127.0.0.1", family: 4, port: 5060 },
    { transport: "tcp", address: "::1", family: 6, port: 0 },
    { transport: "tls", address: "2001:db8::1", family: 6, port: 5061 },
  ]);
  expect(urls.map(formatListenUrl)).toEqual([
    "udp://127.0.0.1:5060",
    "tcp://[::1]:0",
    "tls://[2001:db8::1]:5061",
  ]);
});

test("names every entry that is wrong, and keeps the others", () => {
  const wrong = [
    "udp://localhost:5060",
    "sip://127.0.0.1:5060",
    "udp://127.0.0.1",
    "udp://127.0.0.1:65536",
    "udp://127.0.0.256:5060",
    "udp://127.0.0.010:5060",
    "udp://::1:5060",
    "udp://[127.0.0.1]:5060",
    "udp://[::ffff:127.0.0.1]:5060",
    "udp://[::g]:5060",
    "udp://127.0.0.1:5060/x",
    "udp://*:5060",
  ];
  const { urls, problems } = parseListenUrls([...wrong, "udp://127.0.0.1:5062"].join(","));
  expect(urls).toHaveLength(1);
  expect(problems).toHaveLength(wrong.length);
  for (const [index, entry] of wrong.entries()) expect(problems[index]).toContain(entry);
});

test("an empty list and an entry twice are problems; port 0 twice is not", () => {
  expect(parseListenUrls(" , ").problems).toHaveLength(1);
  expect(parseListenUrls("udp://[::1]:5060,udp://[0:0::1]:5060").problems).toEqual([
    "udp://[0:0::1]:5060 stands twice in the list",
  ]);
  expect(parseListenUrls("udp://127.0.0.1:0,udp://127.0.0.1:0").problems).toEqual([]);
  expect(parseListenUrls("udp://127.0.0.1:5060,tcp://127.0.0.1:5060").problems).toEqual([]);
});
