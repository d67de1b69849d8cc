// Rows to choose from, for the look-up fields of forms.
import { answerJson } from "@/app/_server/answer-json";
import type { LookupOption } from "@/components/forms/lookup-field";
import { NotFound } from "@/lib/core/errors";
import { listCarriers } from "@/lib/services/carriers/list-carriers";
import type { Context } from "@/lib/services/context";
import { listCustomers } from "@/lib/services/customers/list-customers";
import { listTrunks } from "@/lib/services/trunks/list-trunks";

const MOST = 20;

async function optionsOf(kind: string, context: Context, search: string): Promise<LookupOption[]> {
  const query = { search, limit: MOST };
  switch (kind) {
    case "carriers":
      return (await listCarriers(context, query)).items.map((carrier) => ({
        value: carrier.id,
        label: carrier.name,
        detail: `${carrier.country}, ${carrier.state}`,
      }));
    case "customers":
      return (await listCustomers(context, query)).items.map((customer) => ({
        value: customer.id,
        label: customer.name,
        detail: customer.accountReference ?? customer.country,
      }));
    case "trunks":
      return (await listTrunks(context, query)).items.map((trunk) => ({
        value: trunk.id,
        label: trunk.name,
        detail: `${trunk.customerName} on ${trunk.carrierName}`,
      }));
    default:
      throw new NotFound("list", kind);
  }
}

export async function GET(request: Request, { params }: RouteContext<"/api/options/[kind]">) {
  const { kind } = await params;
  const search = new URL(request.url).searchParams.get("search") ?? "";
  return answerJson((context) => optionsOf(kind, context, search.slice(0, 100)));
}
