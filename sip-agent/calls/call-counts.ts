/** What rule 17 counts: channels in use and calls begun within the last second, of each trunk and each carrier. */
import type { CallCounters } from "@/lib/policy/model";
import { SecondWindow } from "./second-window";

interface Count {
  channels: number;
  readonly begun: SecondWindow;
}

interface Holder {
  readonly trunkId: string;
  readonly carrierId: string;
}

/**
 * A call holds one channel of its trunk and one of its carrier from the moment it is routed until its end, in whichever
 * direction it goes and however many targets are tried. Counts know nothing of limits: a limit that changes holds for the
 * next call, and running ones go on.
 */
export class CallCounts implements CallCounters {
  /** Monotonic milliseconds. */
  readonly #now: () => number;
  readonly #holders = new Map<string, Holder>();
  readonly #trunks = new Map<string, Count>();
  readonly #carriers = new Map<string, Count>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A call was routed: takes its channel, and counts in this second. A record id that holds a channel takes no other. */
  begin(recordId: string, trunkId: string, carrierId: string): void {
    if (!this.#hold(recordId, { trunkId, carrierId })) return;
    const now = this.#now();
    countOf(this.#trunks, trunkId).begun.add(now);
    countOf(this.#carriers, carrierId).begun.add(now);
  }

  /** A former process' call goes on: takes its channel. */
  resume(recordId: string, trunkId: string, carrierId: string): void {
    this.#hold(recordId, { trunkId, carrierId });
  }

  /** The call is over: gives its channel back, once. */
  end(recordId: string): void {
    const holder = this.#holders.get(recordId);
    if (holder === undefined) return;
    this.#holders.delete(recordId);
    countOf(this.#trunks, holder.trunkId).channels -= 1;
    countOf(this.#carriers, holder.carrierId).channels -= 1;
  }

  /** Calls that hold a channel. */
  get channels(): number {
    return this.#holders.size;
  }

  channelsOfTrunk(trunkId: string): number {
    return this.#trunks.get(trunkId)?.channels ?? 0;
  }

  channelsOfCarrier(carrierId: string): number {
    return this.#carriers.get(carrierId)?.channels ?? 0;
  }

  callsThisSecondOfTrunk(trunkId: string): number {
    return this.#trunks.get(trunkId)?.begun.count(this.#now()) ?? 0;
  }

  callsThisSecondOfCarrier(carrierId: string): number {
    return this.#carriers.get(carrierId)?.begun.count(this.#now()) ?? 0;
  }

  /** The carriers with most channels in use, at most so many of them. */
  busiestCarriers(most: number): { readonly carrierId: string; readonly channels: number }[] {
    return [...this.#carriers]
      .map(([carrierId, { channels }]) => ({ carrierId, channels }))
      .sort((a, b) => b.channels - a.channels)
      .slice(0, most);
  }

  /** Now and then: forgets trunks and carriers without calls, whether they are configured still or no more. */
  sweep(): void {
    const now = this.#now();
    for (const counts of [this.#trunks, this.#carriers]) {
      for (const [id, { channels, begun }] of counts) {
        if (channels === 0 && begun.count(now) === 0) counts.delete(id);
      }
    }
  }

  #hold(recordId: string, holder: Holder): boolean {
    if (this.#holders.has(recordId)) return false;
    this.#holders.set(recordId, holder);
    countOf(this.#trunks, holder.trunkId).channels += 1;
    countOf(this.#carriers, holder.carrierId).channels += 1;
    return true;
  }
}

function countOf(counts: Map<string, Count>, id: string): Count {
  let count = counts.get(id);
  if (count === undefined) {
    count = { channels: 0, begun: new SecondWindow() };
    counts.set(id, count);
  }
  return count;
}
