// Counts come from the runners' reports; nothing that failed or did not run is counted as passed.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPlaywrightCounts, readVitestCounts, sumCounts } from "./test-counts.mjs";

let directory: string;

beforeAll(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), "test-counts-"));
});
afterAll(() => {
  fs.rmSync(directory, { recursive: true });
});

function report(content: unknown): string {
  const file = path.join(directory, "report.json");
  fs.writeFileSync(file, JSON.stringify(content));
  return file;
}

describe("readVitestCounts", () => {
  const totals = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };

  it("counts a file that did not load as a failure", () => {
    const testResults = [
      { status: "failed", assertionResults: [] },
      { status: "passed", assertionResults: [] },
    ];
    expect(readVitestCounts(report({ ...totals, testResults }))).toMatchObject({
      passed: 5,
      failed: 1,
    });
  });

  it("does not count a failed test's file once more", () => {
    const testResults = [{ status: "failed", assertionResults: [{ status: "failed" }] }];
    const file = report({ ...totals, numFailedTests: 1, testResults });
    expect(readVitestCounts(file)).toMatchObject({ passed: 5, failed: 1 });
  });

  it("counts what is switched off as skipped", () => {
    const file = report({ ...totals, numPendingTests: 2, numTodoTests: 1, testResults: [] });
    expect(readVitestCounts(file)).toMatchObject({ passed: 5, skipped: 3 });
  });

  it("counts nothing where there is no report", () => {
    expect(readVitestCounts(path.join(directory, "none"))).toMatchObject({
      passed: 0,
      failed: 0,
      skipped: 0,
    });
  });
});

describe("readPlaywrightCounts", () => {
  const skipped = (description?: string) => ({
    tests: [
      { status: "skipped", annotations: [{ type: "skip", ...(description && { description }) }] },
    ],
  });

  it("gives each reason for a skip once, with how often", () => {
    const suites = [
      {
        specs: [skipped("sipp is missing")],
        suites: [{ specs: [skipped("sipp is missing"), skipped()] }],
      },
    ];
    const stats = { expected: 1, unexpected: 0, flaky: 0, skipped: 3 };
    const counts = readPlaywrightCounts(report({ stats, suites, errors: [] }));
    expect(counts.skipReasons).toEqual(["2 × sipp is missing", "1 × without a reason"]);
    expect(counts).toMatchObject({ passed: 1, failed: 0, skipped: 3 });
  });

  it("counts a test that needed a second try, and an error outside of tests, as failed", () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 0 };
    const file = report({ stats, suites: [], errors: [{ message: "does not load" }] });
    expect(readPlaywrightCounts(file)).toMatchObject({ passed: 4, failed: 3 });
  });
});

it("sums", () => {
  const one = { passed: 1, failed: 2, skipped: 3, skipReasons: ["a"] };
  const sum = { passed: 2, failed: 4, skipped: 6, skipReasons: ["a", "b"] };
  expect(sumCounts([one, { ...one, skipReasons: ["b"] }])).toEqual(sum);
});
