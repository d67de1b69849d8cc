/** Makes sure that Kamailio is here, with its module for Postgres, from Debian's packages. */
import fs from "node:fs";
import { runCommand } from "@/scripts/lib/run-command.mjs";
import { canInstallPeers, findMissingPeers, installPeers } from "@/scripts/lib/sip-peers.mjs";

const MODULES = ["/usr/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"];
const POSTGRES = "kamailio-postgres-modules";

/** Installs what is missing where it may. Throws a sentence where it may not. */
export async function provideKamailio(say: (text: string) => void): Promise<void> {
  const isMissing = findMissingPeers().some(({ program }) => program === "kamailio");
  const hasModule = MODULES.some((folder) =>
    fs.existsSync(`${folder}/kamailio/modules/db_postgres.so`),
  );
  if (!isMissing && hasModule) return;
  if (!canInstallPeers()) {
    throw new Error(`Kamailio is not here: apt-get install -y kamailio ${POSTGRES}`);
  }
  say("installing Kamailio");
  if (isMissing) await installPeers(new AbortController().signal);
  const args = ["install", "-y", "--no-install-recommends", POSTGRES];
  const { code, output } = await runCommand("apt-get", args);
  if (code !== 0) throw new Error(`${POSTGRES} could not be installed:\n${output}`);
}
