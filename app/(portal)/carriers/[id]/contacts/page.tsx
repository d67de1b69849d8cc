// The carrier's people, and what was sent to and received from them.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { presentParams, readParams } from "@/app/_server/search-params";
import { ContactSection } from "@/components/contacts/contact-section";
import { Pager } from "@/components/data-table/pager";
import { ExchangeSection } from "@/components/exchanges/exchange-section";
import { mayDo } from "@/lib/auth/permissions";
import { listExchanges } from "@/lib/services/exchanges/list-exchanges";
import {
  addContactAction,
  deactivateContactAction,
  updateContactAction,
} from "../../../contacts/actions";
import { uploadDocumentAction } from "../../../documents/actions";
import { recordExchangeAction } from "../../../exchanges/actions";
import { loadCarrier } from "../../load-carrier";

export const metadata: Metadata = { title: "Contacts of a carrier" };

export default function CarrierContactsPage({
  params,
  searchParams,
}: PageProps<"/carriers/[id]/contacts">) {
  return drawPage(async (context) => {
    const { carrier, contacts } = await loadCarrier((await params).id);
    const query = readParams(await searchParams, ["cursor"]);
    const log = await listExchanges(context, { carrierId: carrier.id, ...presentParams(query) });
    const owner = { carrierId: carrier.id };
    return (
      <>
        <ContactSection
          owner={owner}
          contacts={contacts}
          actions={
            mayDo(context.actor, "carrier.write")
              ? {
                  add: addContactAction,
                  update: updateContactAction,
                  deactivate: deactivateContactAction,
                }
              : null
          }
        />
        <ExchangeSection
          owner={owner}
          exchanges={log.items}
          contacts={contacts}
          actions={
            mayDo(context.actor, "exchange.write")
              ? { record: recordExchangeAction, upload: uploadDocumentAction }
              : null
          }
        />
        <Pager
          path={`/carriers/${carrier.id}/contacts`}
          params={{}}
          cursor={query.cursor}
          nextCursor={log.nextCursor}
        />
      </>
    );
  });
}
