// A child's JSON log lines become plain ones; everything else is left alone.
import { expect, it } from "vitest";
import { readableLine } from "./readable-log.mjs";

it("writes level, message and fields of a log line", () => {
  const line = JSON.stringify({
    level: 40,
    time: 1,
    pid: 2,
    hostname: "h",
    name: "n",
    msg: "slow",
    ms: 9,
    to: ["a"],
  });
  expect(readableLine(line)).toBe('warn  slow ms=9 to=["a"]');
});

it("puts an error's stack below", () => {
  const line = JSON.stringify({
    level: 50,
    msg: "broken",
    err: { message: "x", stack: "Error: x\n at y" },
  });
  expect(readableLine(line)).toBe("error broken\nError: x\n at y");
});

it.each(["▲ Next.js", "{ not json", '{"level":"high","msg":"x"}', '{"level":30}', ""])(
  "leaves %j alone",
  (line) => {
    expect(readableLine(line)).toBe(line);
  },
);
