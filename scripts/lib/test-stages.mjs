// The stages of `npm test`: what each runs, and how its result is read.
import fs from "node:fs";
import { build, isBuildFresh } from "./build-if-stale.mjs";
import { CHECKS, IMPORT_RULES } from "./checks.mjs";
import { runCommand } from "./run-command.mjs";
import { readPlaywrightCounts, readVitestCounts } from "./test-counts.mjs";

const REPORTS = "test-results/reports";

/**
 * @typedef {object} StageResult
 * @property {boolean} ok
 * @property {import("./test-counts.mjs").TestCounts | null} counts null: no tests in it
 * @property {string} output for a person, where it failed
 *
 * @typedef {object} Stage
 * @property {string} title
 * @property {(signal: AbortSignal) => Promise<StageResult>} run
 */

/** @returns {Stage} one of vitest's projects */
function vitestStage(title, project) {
  return {
    title,
    run: (signal) => {
      const report = freshReport(project);
      const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
      const args = ["run", "--project", project, ...reporters];
      return testRunner("vitest", args, () => readVitestCounts(report), signal);
    },
  };
}

/** @type {Stage} */
const browserStage = {
  title: "Browser and SIP tests",
  run: (signal) => {
    const report = freshReport("playwright");
    const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const args = ["test", "--reporter=line,json"];
    return testRunner("playwright", args, () => readPlaywrightCounts(report), signal, env);
  },
};

/** @type {Stage} */
const buildStage = {
  title: "Production build",
  run: async (signal) => {
    if (!isBuildFresh()) await build(signal);
    return { ok: true, counts: null, output: "" };
  },
};

/**
 * @param {import("./checks.mjs").Check} check
 * @returns {Stage}
 */
function checkStage({ title, program, args }) {
  return {
    title,
    run: async (signal) => {
      const { code, output } = await runCommand(program, args, { signal });
      return { ok: code === 0, counts: null, output };
    },
  };
}

const checks = CHECKS.map(checkStage);

const unit = vitestStage("Unit tests", "unit");
const db = vitestStage("Database tests", "db");

/**
 * Rows run one after another, the stages of a row at the same time: two cores, and nothing beside the SIP tests,
 * which look at a clock.
 *
 * @type {Record<"all" | "check" | "unit" | "db" | "e2e", Stage[][]>}
 */
export const PARTS = {
  all: [...pairs([...checks, unit]), [db, buildStage], [browserStage]],
  check: pairs([...checks, checkStage(IMPORT_RULES)]),
  unit: [[unit]],
  db: [[db]],
  e2e: [[buildStage], [browserStage]],
};

function pairs(stages) {
  const rows = [];
  for (let index = 0; index < stages.length; index += 2) rows.push(stages.slice(index, index + 2));
  return rows;
}

function freshReport(name) {
  fs.mkdirSync(REPORTS, { recursive: true });
  const file = `${REPORTS}/${name}.json`;
  fs.rmSync(file, { force: true });
  return file;
}

async function testRunner(program, args, readCounts, signal, env = {}) {
  const result = await runCommand(`node_modules/.bin/${program}`, args, {
    env: { ...process.env, ...env, NO_COLOR: "1" },
    signal,
  });
  const counts = readCounts();
  const isEmpty = counts.passed + counts.failed + counts.skipped === 0;
  // A runner that fails without a failed test has met an error outside of all of them.
  if ((result.code !== 0 || isEmpty) && counts.failed === 0) counts.failed = 1;
  const output = isEmpty ? `${result.output}\nNo test was run.` : result.output;
  return { ok: counts.failed === 0, counts, output };
}
