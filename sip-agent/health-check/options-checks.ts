/** Sends OPTIONS to every gateway and core endpoint that is to be checked, now and then, and keeps what they say. */
import type { Snapshot } from "@/lib/snapshot/model";
import { afterCheck, type CheckResult, type TargetHealth, unchecked } from "./target-health";

/** A gateway or core endpoint to be checked. */
export interface CheckedTarget {
  readonly id: string;
  readonly side: "carrier" | "core";
  readonly carrierId: string;
  readonly host: string;
  readonly port: number | null;
  readonly transport: "udp" | "tcp" | "tls";
}

export interface OptionsChecksOptions {
  readonly intervalMs: number;
  /** Sends one OPTIONS; `onEnd` is called once, at the latest when its transaction ends. */
  readonly check: (target: CheckedTarget, onEnd: (result: CheckResult) => void) => void;
  /** Chance in [0, 1). */
  readonly random: () => number;
}

interface Checking {
  target: CheckedTarget;
  health: TargetHealth;
  /** Monotonic milliseconds. */
  dueMs: number;
  isUnderWay: boolean;
  /** Not written to Postgres yet. */
  isNews: boolean;
}

/** What is written of a target. */
export interface TargetReport extends TargetHealth {
  readonly targetId: string;
}

/** A target is first checked within so long of becoming known. */
const FIRST_CHECK_MS = 2_000;
/** Checks are spread by a tenth each way, so that many targets are not asked at once. */
const JITTER = 0.1;

export class OptionsChecks {
  readonly #options: OptionsChecksOptions;
  readonly #targets = new Map<string, Checking>();
  #followed: Pick<Snapshot, "gateways" | "coreEndpoints"> | null = null;

  constructor(options: OptionsChecksOptions) {
    this.#options = options;
  }

  /** Tried last by calls, not dropped. */
  isDown(targetId: string): boolean {
    return this.#targets.get(targetId)?.health.isUp === false;
  }

  /** Takes up the targets of a new snapshot; what is known of those that stay is kept. */
  follow(snapshot: Snapshot, nowMs: number, wallMs: number): void {
    const { gateways, coreEndpoints } = snapshot;
    const before = this.#followed;
    // Tables that did not change are shared between snapshots.
    if (before?.gateways === gateways && before.coreEndpoints === coreEndpoints) return;
    this.#followed = { gateways, coreEndpoints };
    const wanted = new Map([...targetsOf(snapshot)].map((target) => [target.id, target]));
    for (const id of this.#targets.keys()) if (!wanted.has(id)) this.#targets.delete(id);
    const spreadMs = Math.min(FIRST_CHECK_MS, this.#options.intervalMs);
    for (const target of wanted.values()) {
      const known = this.#targets.get(target.id);
      if (known !== undefined && isSamePlace(known.target, target)) {
        known.target = target;
        continue;
      }
      const dueMs = nowMs + this.#options.random() * spreadMs;
      const health = unchecked(wallMs);
      this.#targets.set(target.id, { target, health, dueMs, isUnderWay: false, isNews: false });
    }
  }

  /** Sends what is due. Call it about once a second, or more often. */
  tick(nowMs: number, clock: () => { nowMs: number; wallMs: number }): void {
    const { intervalMs, random, check } = this.#options;
    for (const checking of this.#targets.values()) {
      if (checking.isUnderWay || nowMs < checking.dueMs) continue;
      checking.isUnderWay = true;
      check(checking.target, (result) => {
        const at = clock();
        checking.isUnderWay = false;
        checking.isNews = true;
        checking.health = afterCheck(checking.health, result, at.wallMs);
        const next = intervalMs * (1 - JITTER + 2 * JITTER * random());
        checking.dueMs = Math.max(checking.dueMs + next, at.nowMs);
      });
    }
  }

  /** What has changed since the last call. */
  takeNews(): TargetReport[] {
    const news: TargetReport[] = [];
    for (const checking of this.#targets.values()) {
      if (!checking.isNews) continue;
      checking.isNews = false;
      news.push({ targetId: checking.target.id, ...checking.health });
    }
    return news;
  }
}

function* targetsOf(snapshot: Snapshot): Generator<CheckedTarget> {
  for (const { enabled, optionsCheck, removedAtMs, ...row } of snapshot.gateways.values()) {
    if (!enabled || !optionsCheck || removedAtMs !== null) continue;
    const { id, carrierId, host, port, transport } = row;
    yield { id, side: "carrier", carrierId, host, port, transport };
  }
  for (const { enabled, optionsCheck, ...row } of snapshot.coreEndpoints.values()) {
    if (!enabled || !optionsCheck) continue;
    const { id, host, port, transport } = row;
    yield { id, side: "core", carrierId: "", host, port, transport };
  }
}

/** A gateway or core endpoint by its id, checked or not, used or not; null where there is none, or no longer. */
export function targetById(snapshot: Snapshot, targetId: string): CheckedTarget | null {
  const gateway = snapshot.gateways.get(targetId);
  if (gateway !== undefined) {
    const { id, carrierId, host, port, transport, removedAtMs } = gateway;
    return removedAtMs === null ? { id, side: "carrier", carrierId, host, port, transport } : null;
  }
  const endpoint = snapshot.coreEndpoints.get(targetId);
  if (endpoint === undefined) return null;
  const { id, host, port, transport } = endpoint;
  return { id, side: "core", carrierId: "", host, port, transport };
}

function isSamePlace(a: CheckedTarget, b: CheckedTarget): boolean {
  return a.host === b.host && a.port === b.port && a.transport === b.transport;
}
