// The numbers that a carrier supplies.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { presentParams, readParams } from "@/app/_server/search-params";
import { Pager } from "@/components/data-table/pager";
import { NumberList } from "@/components/numbers/number-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { mayDo } from "@/lib/auth/permissions";
import { listNumbers } from "@/lib/services/numbers/list-numbers";
import { removeNumberAction, updateNumberAction } from "../../../numbers/actions";
import { loadCarrier } from "../../load-carrier";

export const metadata: Metadata = { title: "Numbers of a carrier" };

export default function CarrierNumbersPage({
  params,
  searchParams,
}: PageProps<"/carriers/[id]/numbers">) {
  return drawPage(async (context) => {
    const { carrier } = await loadCarrier((await params).id);
    const query = readParams(await searchParams, ["cursor"]);
    const page = await listNumbers(context, { carrierId: carrier.id, ...presentParams(query) });
    const mayWrite = mayDo(context.actor, "number.write");
    return (
      <Section
        title="Numbers"
        description={
          <>
            A BYOC number is added on the page of its trunk.{" "}
            <TextLink href={`/verifications?carrierId=${carrier.id}`}>
              Verifications of Cradle numbers
            </TextLink>
          </>
        }
      >
        {page.items.length === 0 ? (
          <EmptyState title="No number yet">
            Add them on the page of a trunk of this carrier.
          </EmptyState>
        ) : (
          <NumberList
            numbers={page.items}
            actions={mayWrite ? { update: updateNumberAction, remove: removeNumberAction } : null}
          />
        )}
        <Pager
          path={`/carriers/${carrier.id}/numbers`}
          params={{}}
          cursor={query.cursor}
          nextCursor={page.nextCursor}
        />
      </Section>
    );
  });
}
