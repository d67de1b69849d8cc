// What the list of numbers is filtered by, on its page and in its export.

export const NUMBER_FILTERS = ["search", "kind", "trunkId", "customerId"] as const;
