// Reads how many tests passed, failed and were skipped from the runners' own JSON reports.
import fs from "node:fs";

/**
 * @typedef {object} TestCounts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} skipReasons each with how many it holds for
 */

/**
 * @param {string} file of vitest's reporter `json`
 * @returns {TestCounts} a file that did not even load counts as one failure
 */
export function readVitestCounts(file) {
  const report = readReport(file);
  if (report === null) return noCounts();
  const unloadable = report.testResults.filter(
    (suite) => suite.status === "failed" && !suite.assertionResults.some(hasFailed),
  );
  const skipped = report.numPendingTests + report.numTodoTests;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped,
    skipReasons: skipped > 0 ? [`${skipped} switched off in vitest files`] : [],
  };
}

/**
 * @param {string} file of Playwright's reporter `json`
 * @returns {TestCounts} a test that passed only at a second try has failed
 */
export function readPlaywrightCounts(file) {
  const report = readReport(file);
  if (report === null) return noCounts();
  const { expected, unexpected, flaky, skipped } = report.stats;
  const reasons = new Map();
  for (const test of report.suites.flatMap(testsOf)) {
    if (test.status !== "skipped") continue;
    const reason = test.annotations.find(({ type }) => type === "skip" || type === "fixme");
    const words = reason?.description ?? "without a reason";
    reasons.set(words, (reasons.get(words) ?? 0) + 1);
  }
  return {
    passed: expected,
    // An error outside any test, in a file that does not load say, stands beside the tests.
    failed: unexpected + flaky + report.errors.length,
    skipped,
    skipReasons: [...reasons].map(([words, count]) => `${count} × ${words}`),
  };
}

/**
 * @param {TestCounts[]} all
 * @returns {TestCounts}
 */
export function sumCounts(all) {
  return {
    passed: all.reduce((sum, counts) => sum + counts.passed, 0),
    failed: all.reduce((sum, counts) => sum + counts.failed, 0),
    skipped: all.reduce((sum, counts) => sum + counts.skipped, 0),
    skipReasons: all.flatMap((counts) => counts.skipReasons),
  };
}

function noCounts() {
  return { passed: 0, failed: 0, skipped: 0, skipReasons: [] };
}

function readReport(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : null;
}

function hasFailed(result) {
  return result.status === "failed";
}

function testsOf(suite) {
  const own = (suite.specs ?? []).flatMap((spec) => spec.tests);
  return [...own, ...(suite.suites ?? []).flatMap(testsOf)];
}
