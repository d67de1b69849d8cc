"use server";
// What can be done to customers.
import { action } from "@/app/_server/action";
import { createCustomer } from "@/lib/services/customers/create-customer";
import { updateCustomer } from "@/lib/services/customers/update-customer";

export const createCustomerAction = action({
  run: createCustomer,
  goTo: (customer) => `/customers/${customer.id}`,
});
export const updateCustomerAction = action({ run: updateCustomer });
