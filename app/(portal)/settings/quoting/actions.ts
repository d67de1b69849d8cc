"use server";
// What can be done to the tax rates of quotes.
import { action } from "@/app/_server/action";
import { addTaxRate } from "@/lib/services/tax-rates/add-tax-rate";
import { removeTaxRate } from "@/lib/services/tax-rates/remove-tax-rate";
import { updateTaxRate } from "@/lib/services/tax-rates/update-tax-rate";

export const addTaxRateAction = action({ run: addTaxRate });
export const updateTaxRateAction = action({ run: updateTaxRate });
export const removeTaxRateAction = action({ run: removeTaxRate });
