// Runs rows of stages, shows how each went, and sums up what their tests said.
import { sumCounts } from "./test-counts.mjs";

/**
 * @param {import("./test-stages.mjs").Stage[][]} rows
 * @param {object} options
 * @param {import("./progress.mjs").Progress} options.progress
 * @param {AbortSignal} options.signal
 * @returns {Promise<{ counts: import("./test-counts.mjs").TestCounts, failedStages: string[] }>} a stage without tests
 *   that failed counts as one failed test
 */
export async function runStages(rows, { progress, signal }) {
  const all = [];
  const failedStages = [];
  for (const row of rows) {
    const results = await Promise.all(row.map((stage) => runStage(stage, progress, signal)));
    for (const [index, { ok, counts }] of results.entries()) {
      if (!ok) failedStages.push(row[index].title);
      all.push(counts ?? { passed: 0, failed: ok ? 0 : 1, skipped: 0, skipReasons: [] });
    }
    if (signal.aborted) break;
  }
  return { counts: sumCounts(all), failedStages };
}

/** Never rejects: one stage that breaks does not hide what the others say. */
async function runStage(stage, progress, signal) {
  const failed = (output) => ({ ok: false, counts: null, output });
  const result = await progress.step(
    stage.title,
    () => stage.run(signal).catch((error) => failed(error.message)),
    ({ ok }) => ok,
  );
  const { counts } = result;
  if (counts) {
    progress.say(
      `  ${stage.title}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
    );
  }
  if (!result.ok) progress.say(`\n${result.output.trim()}\n`);
  return result;
}
