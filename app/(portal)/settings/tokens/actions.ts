"use server";
// What can be done to API tokens.
import { action } from "@/app/_server/action";
import { formObject } from "@/app/_server/form-values";
import { createToken } from "@/lib/services/tokens/create-token";
import { revokeToken } from "@/lib/services/tokens/revoke-token";

/** A ticked box for each scope: `scopes.quote`. */
function tokenInput(form: FormData): unknown {
  const { scopes, narrowing: _, ...rest } = formObject(form);
  const ticked = Object.entries(scopes ?? {}).filter(([, value]) => value === "on");
  return { ...rest, scopes: ticked.map(([scope]) => scope) };
}

export const createTokenAction = action({
  run: createToken,
  input: tokenInput,
  keepsConfig: true,
  show: ({ token, secret }) => ({ name: token.name, secret }),
});
export const revokeTokenAction = action({ run: revokeToken, keepsConfig: true });
