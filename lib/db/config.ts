// The configuration as the sip-agents read it, for explaining what they do.
import type { PolicyConfigRows } from "@/lib/snapshot/model";
import { type ConfigQuery, loadCustomerRows, loadPolicyRows } from "./config-rows";
import type { Connection } from "./store";

export function configStore(db: Connection) {
  const query: ConfigQuery = <Row>(text: string, values: readonly unknown[]) =>
    db.$queryRawUnsafe<Row[]>(text, ...values);
  return {
    /** The rows that a decision about these numbers (+E.164) is made from; null while no signalling FQDN is set. */
    async getPolicyRows(e164s: readonly string[]): Promise<PolicyConfigRows | null> {
      if ((await db.platformSettings.count()) === 0) return null;
      return loadPolicyRows(query, e164s);
    },

    /** Of these, what decides where a number of this customer may be shown. */
    async getCustomerRows(
      e164s: readonly string[],
      customerId: string,
    ): Promise<PolicyConfigRows | null> {
      if ((await db.platformSettings.count()) === 0) return null;
      return loadCustomerRows(query, e164s, customerId);
    },
  };
}
