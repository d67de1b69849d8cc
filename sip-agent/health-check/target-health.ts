/** What OPTIONS checks say of gateways and core endpoints: their place in the design. */

export interface TargetHealth {
  /** Checks call this gateway or core endpoint down: it is tried last, not dropped. */
  isDown(targetId: string): boolean;
}

/** Nothing is checked: everything counts as up. */
export const uncheckedHealth: TargetHealth = { isDown: () => false };
