// The API tokens: what programs may do through the REST interface.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { CreateTokenForm } from "@/components/staff/create-token-form";
import { ROLE_OPTIONS } from "@/components/staff/role-options";
import { TokenList } from "@/components/staff/token-list";
import { Section } from "@/components/ui/section";
import { mayDo } from "@/lib/auth/permissions";
import { TOKEN_SCOPES } from "@/lib/auth/token-scopes";
import { listStaff } from "@/lib/services/staff/list-staff";
import { listTokens } from "@/lib/services/tokens/list-tokens";
import { createTokenAction, revokeTokenAction } from "./actions";

export const metadata: Metadata = { title: "API tokens" };

export default function TokensPage() {
  return drawPage(async (context) => {
    const [tokens, staff] = await Promise.all([listTokens(context), listStaff(context)]);
    const names = new Map([...tokens, ...staff].map(({ id, name }) => [id, name]));
    const may = mayDo(context.actor, "token.write");
    return (
      <Section title="API tokens" description="For programs. Of a secret only its hash is kept.">
        {may ? (
          <CreateTokenForm action={createTokenAction} roles={ROLE_OPTIONS} scopes={TOKEN_SCOPES} />
        ) : null}
        <TokenList
          now={context.now()}
          tokens={tokens.map((token) => ({
            ...token,
            createdByName: names.get(token.createdById) ?? token.createdById,
            isCreatorDisabled: staff.some(
              ({ id, disabledAt }) => id === token.createdById && disabledAt !== null,
            ),
          }))}
          revoke={may ? revokeTokenAction : null}
        />
      </Section>
    );
  });
}
