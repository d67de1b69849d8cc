// Why a renewal whose start is still to come cannot take the place of the verification of today.

export const BEGINS_LATER =
  "is still to come, and the verification of today would end now: record the answer on that day";
