/** "Send OPTIONS now": claims what staff asked for, asks the target as a check does, and answers before the deadline. */
import type { CheckedTarget } from "./options-checks";
import { type AskedPlace, type CheckResult, isAlive, type PlaceWatch } from "./target-health";

export interface OptionsCommand {
  readonly id: string;
  readonly targetId: string;
  /** Wall-clock milliseconds. */
  readonly deadlineMs: number;
}

/** What is written of one address. */
export interface PlaceAnswer extends AskedPlace {
  /** Final status; null where none came. */
  readonly status: number | null;
  readonly reason: string;
  readonly roundTripMs: number | null;
}

/** What is written of a command. */
export interface OptionsAnswer {
  /** Whether one of the places is alive. */
  readonly isUp: boolean;
  /** In words. */
  readonly reason: string;
  readonly roundTripMs: number | null;
  readonly places: readonly PlaceAnswer[];
}

export interface OptionsCommandsOptions {
  /** Takes what waits for this agent. */
  readonly claim: () => Promise<readonly OptionsCommand[]>;
  readonly finish: (
    id: string,
    outcome: { readonly state: "done" | "failed"; readonly result: OptionsAnswer },
  ) => Promise<void>;
  /** The target as this agent has it; null: it does not know it (yet). */
  readonly targetOf: (id: string) => CheckedTarget | null;
  /** Sends OPTIONS as a check does. */
  readonly ask: (
    target: CheckedTarget,
    onEnd: (result: CheckResult) => void,
    watch: PlaceWatch,
  ) => void;
  readonly wallMs: () => number;
  /** Runs `work` after so many milliseconds. */
  readonly later: (work: () => void, ms: number) => void;
  /** What went wrong; the portal says that no answer came. */
  readonly onError: (error: unknown) => void;
}

/** So long before the deadline it is said what did not answer. */
const MARGIN_MS = 1_500;
const LEAST_WAIT_MS = 500;

export class OptionsCommands {
  readonly #options: OptionsCommandsOptions;
  #isLooking = false;
  #again = false;

  constructor(options: OptionsCommandsOptions) {
    this.#options = options;
  }

  /** Claims what waits and sends it. One look at a time; a call meanwhile looks once more. */
  async look(): Promise<void> {
    if (this.#isLooking) {
      this.#again = true;
      return;
    }
    this.#isLooking = true;
    try {
      do {
        this.#again = false;
        for (const command of await this.#options.claim()) this.#run(command);
      } while (this.#again);
    } catch (error) {
      this.#options.onError(error);
    } finally {
      this.#isLooking = false;
    }
  }

  #run(command: OptionsCommand): void {
    const { targetOf, ask, wallMs, later } = this.#options;
    const target = targetOf(command.targetId);
    if (target === null) {
      const reason = "this agent does not know the target: it applies an older configuration";
      this.#finish(command, "failed", { isUp: false, reason, roundTripMs: null, places: [] });
      return;
    }
    const places: PlaceAnswer[] = [];
    let left = 0;
    let isOver = false;
    const end = (nowhere?: CheckResult) => {
      if (isOver) return;
      isOver = true;
      this.#finish(command, "done", answerOf(places, nowhere));
    };
    const waitMs = Math.max(command.deadlineMs - MARGIN_MS - wallMs(), LEAST_WAIT_MS);
    const silence = `no answer within ${Math.round(waitMs / 1_000)} s`;
    ask(
      target,
      // Where there is no place to ask, this is all that is heard.
      (result) => {
        if (places.length === 0) end(result);
      },
      {
        begun: (asked) => {
          left = asked.length;
          for (const place of asked) {
            places.push({ ...place, status: null, reason: silence, roundTripMs: null });
          }
        },
        ended: (index, { status, reason, roundTripMs }) => {
          const place = places[index];
          if (place === undefined) return;
          const hasAnswered = status !== null;
          places[index] = {
            ...place,
            ...{ status, reason, roundTripMs: hasAnswered ? Math.round(roundTripMs) : null },
          };
          left -= 1;
          if (left === 0) end();
        },
      },
    );
    later(() => end(), waitMs);
  }

  #finish(command: OptionsCommand, state: "done" | "failed", result: OptionsAnswer): void {
    const { finish, onError } = this.#options;
    finish(command.id, { state, result }).catch(onError);
  }
}

function answerOf(places: readonly PlaceAnswer[], nowhere?: CheckResult): OptionsAnswer {
  if (nowhere !== undefined) {
    return { isUp: false, reason: nowhere.reason, roundTripMs: null, places: [] };
  }
  const best = places.find(isAlive) ?? places[0];
  return {
    isUp: best !== undefined && isAlive(best),
    reason:
      best === undefined || best.status === null
        ? (best?.reason ?? "no address to ask")
        : `${best.status} ${best.reason}`.trim(),
    roundTripMs: best?.roundTripMs ?? null,
    places: [...places],
  };
}
