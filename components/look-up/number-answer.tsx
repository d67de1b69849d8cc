// What a number is and where it may be shown, at a glance, then the proof.
import { CallTable } from "@/components/calls/call-table";
import { NUMBER_KIND_WORDS } from "@/components/numbers/number-list";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import type { NumberAnswer as Answer, Place } from "@/lib/schemas/look-up";
import { countryName } from "@/lib/telephony/e164";
import { PlaceTable } from "./place-table";

function glance({ number, places }: Answer): string {
  if (number === null) return "Not stored: it is nobody's number here.";
  const shown = places.filter((place) => place.mayBeShown).map((place) => place.carrierName);
  const kind = number.kind === "byoc" ? "BYOC number" : "Cradle number";
  const whose = `${kind} of ${number.customerName}`;
  if (!number.active) return `${whose}, not in use: it may be shown nowhere.`;
  if (shown.length === 0) return `${whose}: it may be shown on no carrier today.`;
  return `${whose}: it may be shown on ${shown.join(", ")} today.`;
}

function Whose({ number }: { number: NonNullable<Answer["number"]> }) {
  return (
    <Facts
      facts={[
        { name: "Kind", value: NUMBER_KIND_WORDS[number.kind] },
        {
          name: "Customer",
          value: (
            <TextLink href={`/customers/${number.customerId}`}>{number.customerName}</TextLink>
          ),
        },
        {
          name: "Carrier",
          value:
            number.carrierId === null ? (
              "Cradle itself"
            ) : (
              <TextLink href={`/carriers/${number.carrierId}`}>{number.carrierName}</TextLink>
            ),
        },
        {
          name: "Trunk",
          value:
            number.trunkId === null ? (
              "none"
            ) : (
              <TextLink href={`/trunks/${number.trunkId}`}>{number.trunkName}</TextLink>
            ),
        },
        {
          name: "Use",
          value: number.active ? <Badge tone="good">Active</Badge> : <Badge>Inactive</Badge>,
        },
        { name: "Label", value: number.label || "none" },
      ]}
    />
  );
}

function Places({ places }: { places: readonly Place[] }) {
  if (places.length === 0) {
    return (
      <EmptyState title="The customer has no trunk yet">
        Where a number may be shown hangs on the carriers of its customer’s trunks.
      </EmptyState>
    );
  }
  return <PlaceTable places={places} />;
}

export function NumberAnswer({ answer }: { answer: Answer }) {
  const { e164, country, number, places, calls } = answer;
  return (
    <>
      <Section
        title={e164}
        description={country === null ? "No country’s number" : countryName(country)}
        actions={
          <TextLink href={`/calls?number=${encodeURIComponent(e164)}`}>All its calls</TextLink>
        }
      >
        <p className="mb-3 text-base font-medium">{glance(answer)}</p>
        {number === null ? null : <Whose number={number} />}
      </Section>
      {number === null ? null : (
        <Section
          title="Where it may be shown as A-number"
          description="By the sip-agent’s rule 15, at this moment. Whether calls pass at all hangs on the trunk’s state too."
        >
          <Places places={places} />
        </Section>
      )}
      <Section title="Last calls">
        {calls.length === 0 ? (
          <EmptyState title="No call with it yet">
            Calls to it or from it stand here as soon as an agent has decided them.
          </EmptyState>
        ) : (
          <CallTable calls={calls} />
        )}
      </Section>
    </>
  );
}
