// A hand-off sheet as configuration to paste, for each product that carriers use.
import { z } from "zod";
import { unreachable } from "@/lib/core/unreachable";
import type { HandOffSheet } from "../hand-off-sheet";
import { asteriskConfig } from "./carrier-asterisk";
import { freeswitchConfig } from "./carrier-freeswitch";
import { kamailioConfig } from "./carrier-kamailio";

export const PRODUCTS = ["kamailio", "asterisk", "freeswitch"] as const;
export type Product = (typeof PRODUCTS)[number];

export const GetHandOffConfig = z.strictObject({
  carrierId: z.uuid("is not an id"),
  product: z.enum(PRODUCTS, { error: `must be one of ${PRODUCTS.join(", ")}` }),
  /** A version's number; left out, the sheet as it is now. */
  number: z.coerce.number("must be a version's number").int().min(1).optional(),
});

/** The text has a placeholder where the password goes. */
export function handOffConfig(product: Product, sheet: HandOffSheet): string {
  switch (product) {
    case "kamailio":
      return kamailioConfig(sheet);
    case "asterisk":
      return asteriskConfig(sheet);
    case "freeswitch":
      return freeswitchConfig(sheet);
    default:
      return unreachable(product);
  }
}
