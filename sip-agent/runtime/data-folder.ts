/** The agent's own folder: one process at a time, and an identity that outlives it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface DataFolder {
  readonly spool: string;
  readonly configCopy: string;
  readonly dnsCopy: string;
  readonly refusedRows: string;
  /** The agent's id: the same after a restart, so that the portal sees one agent and not two. */
  readonly agentId: string;
  /** Lets the next process in. */
  release(): void;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Opens or makes the folder. Throws a sentence if another process works in it. */
export function openDataFolder(path: string, newId: () => string): DataFolder {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const lock = join(path, "running");
  const other = readText(lock);
  const self = processMark(process.pid);
  if (other !== null && other !== self && isRunning(other)) {
    throw new Error(`DATA_DIR: ${path} is in use by the process ${other.split(" ", 1)[0]}`);
  }
  writeFileSync(lock, self, { mode: 0o600 });
  const idFile = join(path, "agent-id");
  let agentId = readText(idFile)?.trim() ?? "";
  if (!UUID.test(agentId)) {
    agentId = newId();
    writeFileSync(idFile, agentId, { mode: 0o600 });
  }
  return {
    spool: join(path, "spool"),
    configCopy: join(path, "configuration.sealed"),
    dnsCopy: join(path, "names.sealed"),
    refusedRows: join(path, "refused-records.jsonl"),
    agentId,
    release: () => rmSync(lock, { force: true }),
  };
}

/** Process id and start time: a process id alone may meanwhile be another's. */
function processMark(pid: number): string {
  const stat = readText(`/proc/${pid}/stat`);
  // The name in parentheses may hold anything; the start time is the 20th field behind it.
  const started = stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  return `${pid} ${started}`;
}

function isRunning(mark: string): boolean {
  const pid = Number(mark.split(" ", 1)[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is one all the same.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return processMark(pid) === mark;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
