// npm run demo: simulated carriers and a simulated core call each other through the running sip-agent until stopped.
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { readEnv } from "@/lib/core/env";
import { unreachable } from "@/lib/core/unreachable";
import { parseListenUrls } from "@/sip-agent/transport/listen-url";
import { type PlannedCall, planRound } from "./calls";
import { type Cast, openCast } from "./cast";
import type { Outcome } from "./phone";
import type { Address } from "./sip-endpoint";

const BETWEEN_CALLS_MS = 1_000;
const GOODBYE_MS = 2_000;

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop.abort());

const cast = await openCast(agentAddress(), Math.random).catch((error: Error) => {
  console.error(`The demo's phones cannot be opened; does another demo run? ${error.message}`);
  process.exit(1);
});
console.log(`Calls through the sip-agent, one a second, until Ctrl-C. See them live in the portal under Calls.
`);
await placeCalls(cast);
await Promise.all(cast.all.map((phone) => phone.close()));

/** Where the running agent takes calls: the first place of SIP_LISTEN that speaks UDP over IPv4. */
function agentAddress(): Address {
  const { SIP_LISTEN } = readEnv({ SIP_LISTEN: z.string("is missing") }, process.env);
  const url = parseListenUrls(SIP_LISTEN).urls.find(
    ({ transport, family }) => transport === "udp" && family === 4,
  );
  if (url !== undefined) return url;
  console.error("The demo speaks UDP over IPv4: SIP_LISTEN names no such place.");
  process.exit(1);
}

async function placeCalls(cast: Cast): Promise<void> {
  const running = new Set<Promise<void>>();
  const draw = (most: number) => Math.floor(Math.random() * most);
  while (!stop.signal.aborted) {
    for (const planned of planRound(cast, draw)) {
      if (stop.signal.aborted) break;
      const call = placeAndTell(planned);
      running.add(call);
      void call.then(() => running.delete(call));
      await wait(BETWEEN_CALLS_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  }
  for (const phone of cast.all) phone.hangUpAll();
  await Promise.race([Promise.all(running), wait(GOODBYE_MS)]);
}

async function placeAndTell({ words, phone, call }: PlannedCall): Promise<void> {
  const outcome = await phone.place(call);
  const time = new Date().toTimeString().slice(0, 8);
  console.log(`${time}  ${words}: ${inWords(outcome)}`);
}

function inWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case "talked":
      return `answered, talked ${outcome.seconds.toFixed(1)} s`;
    case "refused": {
      const by = outcome.rule === null ? "" : `, by rule ${outcome.rule}`;
      return `refused with ${outcome.status} ${outcome.reason}${by}`;
    }
    case "given-up":
      return "given up while it rang";
    case "silence":
      return "no answer at all";
    default:
      return unreachable(outcome);
  }
}
