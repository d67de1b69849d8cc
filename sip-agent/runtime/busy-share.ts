/** How busy this process is: the share of the time in which the event loop did not wait for anything. */
import { performance } from "node:perf_hooks";

export class BusyShare {
  #before = performance.eventLoopUtilization();

  /**
   * 0 to 1, since it was last asked. The loop's lag would say nothing: what there is too much of waits in the kernel's
   * buffer, of which each turn of the loop takes only so much.
   */
  take(): number {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.#before);
    this.#before = now;
    return utilization;
  }
}
