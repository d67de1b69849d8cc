/** One comparison at a time: two on one machine would measure each other. */
import fs from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const POLL_MS = 1_000;

/** Waits until no other runs, then holds the file that says so. Gives back what frees it. */
export async function claimMachine(file: string, say: (text: string) => void): Promise<() => void> {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o711 });
  let isTold = false;
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => fs.rmSync(file, { force: true });
    } catch {
      const holder = holderOf(file);
      if (holder === null) {
        fs.rmSync(file, { force: true });
        continue;
      }
      if (!isTold) say(`waiting for another comparison (process ${holder})`);
      isTold = true;
      await wait(POLL_MS);
    }
  }
}

/** Null where it has ended and left its file behind. */
function holderOf(file: string): number | null {
  try {
    const pid = Number(fs.readFileSync(file, "utf8"));
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}
