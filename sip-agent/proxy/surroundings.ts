/** What the policy asks its surroundings for, taken from the proxy's. */
import type { Surroundings } from "@/lib/policy/model";
import type { ProxyContext } from "./proxy-context";

export function surroundingsOf(context: ProxyContext): Surroundings {
  return {
    counters: context.counters,
    isDown: context.isDown,
    random: () => context.random(),
  };
}
