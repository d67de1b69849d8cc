// npm run check: types, lint, dead code, import rules, migrations against the schema.
import { dependenciesFit, installDependencies } from "./lib/install-dependencies.mjs";
import { generateClient, isClientFresh } from "./lib/prisma-migrate.mjs";
import { Progress } from "./lib/progress.mjs";
import { runAsProgram } from "./lib/run-as-program.mjs";
import { runStages } from "./lib/run-stages.mjs";
import { PARTS } from "./lib/test-stages.mjs";

await runAsProgram(async () => {
  const progress = new Progress();
  const { signal } = new AbortController();
  if (!dependenciesFit()) {
    await progress.step("Installing dependencies", () => installDependencies(signal));
  }
  if (!isClientFresh()) await generateClient(signal);
  const { failedStages } = await runStages(PARTS.check, { progress, signal });
  return failedStages.length === 0 ? 0 : 1;
});
