/** npm run bench:portal: every page of the portal and the REST lists on a large store, clients at once. Prints a table. */
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { makeApiToken } from "@/e2e/fixtures/api-token";
import { freshSettings, type Installation, untilRunning } from "@/e2e/fixtures/installation";
import { StartProcess } from "@/e2e/fixtures/start-process";
import { fillLargeStore, isLargeStore } from "@/scripts/lib/fill-large-store.mjs";
import { findRunning, requireRunningFacts } from "@/scripts/lib/running-installation.mjs";
import { processorSeconds, processTree } from "../sip/process-times";
import { PORTAL_PAGES, REST_PAGES, requireEveryPage } from "./addresses";
import { measure } from "./measure";
import { findRows } from "./random-rows";
import { printTable } from "./table";
import { Visitor } from "./visitor";

const CACHE = "node_modules/.cache/portal-bench";

const { values } = parseArgs({
  options: {
    /** How many read at once. */
    clients: { type: "string", default: "10" },
    /** How often each page is asked for. */
    times: { type: "string", default: "100" },
    /** What a client waits between two pages. */
    "pause-ms": { type: "string", default: "0" },
    /** Only pages whose route holds it. */
    only: { type: "string", default: "" },
    /** The data directory of a start that runs already, instead of one of its own. */
    running: { type: "string" },
  },
});

process.chdir(path.join(import.meta.dirname, "../.."));
requireEveryPage();
const { installation, stop } =
  values.running === undefined
    ? await startOwn()
    : { installation: requireRunningFacts(values.running), stop: async () => {} };
try {
  if (!(await isLargeStore(installation.databaseUrls.owner))) {
    console.error("  filling the store; kept for the next runs");
    await fillLargeStore(installation.databaseUrls.owner, (text) => console.error(`  ${text}`));
  }
  const staff = await Visitor.signIn(installation);
  const token = await makeApiToken(installation, "bench", "admin");
  const system = new Visitor(installation.portalUrl, { Authorization: `Bearer ${token}` });
  const rows = await findRows(installation.databaseUrls.owner);
  const wanted = ({ route }: { route: string }) => route.includes(values.only);
  const portal = portalProcesses(values.running ?? CACHE);
  const cpuMs = () => processorSeconds(portal) * 1000;
  const figures = await measure(
    [
      ...PORTAL_PAGES.filter(wanted).map((page) => ({ ...page, visitor: staff })),
      ...REST_PAGES.filter(wanted).map((page) => ({ ...page, visitor: system })),
    ],
    rows,
    {
      clients: Number(values.clients),
      times: Number(values.times),
      pauseMs: Number(values["pause-ms"]),
      cpuMs,
    },
  );
  process.exitCode = printTable(figures) ? 0 : 1;
} finally {
  await stop();
}

/** The processes that draw pages: the supervisor's child that is Next.js' server, with its own. */
function portalProcesses(dataDirectory: string): number[] {
  const supervisor = findRunning(dataDirectory)?.pid;
  if (supervisor === undefined) return [];
  const isServer = (pid: number) =>
    fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith("next-server");
  return processTree(supervisor).filter(isServer);
}

/** On free ports, in a folder that is kept. */
async function startOwn(): Promise<{ installation: Installation; stop(): Promise<void> }> {
  fs.mkdirSync(CACHE, { recursive: true, mode: 0o711 });
  const fresh = await freshSettings();
  fs.rmdirSync(fresh.DATA_DIR);
  const settings = { ...fresh, DATA_DIR: path.resolve(CACHE), CRADLE_DEMO: "1" };
  const start = new StartProcess(settings);
  const installation = await untilRunning(start, settings.DATA_DIR);
  return { installation, stop: async () => void (await start.stop()) };
}
