// E.164 numbers: the strict form, the validity that stored numbers need, and words that name the right form.

import { z } from "zod";

/** `+`, a first digit that is not 0, at most 15 digits: the only form in which a number is stored or sent. */
export const E164_SHAPE = /^\+[1-9]\d{1,14}$/;

/** A number in full E.164 form with its leading +. */
export const E164 = z.string().regex(E164_SHAPE).brand<"E164">();
export type E164 = z.infer<typeof E164>;
