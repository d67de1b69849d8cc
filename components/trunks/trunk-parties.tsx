// The two sides of a trunk: who they are, how the carrier stands, and whom to call at each.
import { AUTH_MODE_WORDS, CARRIER_STATE_WORDS } from "@/components/carriers/carrier-words";
import { CONTACT_ROLE_WORDS } from "@/components/contacts/contact-words";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { TextLink } from "@/components/ui/text-link";
import type { Contact } from "@/lib/schemas/contact";

/** More are on the side's own page. */
const SHOWN = 3;

export interface TrunkPartiesProps {
  trunk: {
    readonly carrierId: string;
    readonly carrierName: string;
    readonly customerId: string;
    readonly customerName: string;
  };
  carrier: {
    readonly state: keyof typeof CARRIER_STATE_WORDS;
    readonly authMode: keyof typeof AUTH_MODE_WORDS;
  };
  carrierContacts: readonly Contact[];
  customerContacts: readonly Contact[];
}

function Contacts({ contacts, allAt }: { contacts: readonly Contact[]; allAt: string }) {
  if (contacts.length === 0) {
    return (
      <p className="text-[0.8125rem]">
        No contact yet. <TextLink href={allAt}>Add one</TextLink>
      </p>
    );
  }
  return (
    <ul className="grid gap-0.5 text-[0.8125rem]">
      {contacts.slice(0, SHOWN).map((contact) => (
        <li key={contact.id} className="wrap-anywhere">
          {`${contact.name}, ${CONTACT_ROLE_WORDS[contact.role].toLowerCase()}`}
          {[contact.email, contact.phone].map((way) =>
            way === null || way === "" ? null : (
              <span key={way} className="text-ink-soft">
                {` · ${way}`}
                <CopyButton value={way} label={`${way} of ${contact.name}`} />
              </span>
            ),
          )}
        </li>
      ))}
      {contacts.length > SHOWN ? (
        <li>
          <TextLink href={allAt}>All contacts</TextLink>
        </li>
      ) : null}
    </ul>
  );
}

export function TrunkParties(props: TrunkPartiesProps) {
  const { trunk, carrier } = props;
  const { label, tone } = CARRIER_STATE_WORDS[carrier.state];
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <div className="min-w-0">
        <h3 className="text-[0.8125rem] text-ink-soft">Customer</h3>
        <p className="mb-1">
          <TextLink href={`/customers/${trunk.customerId}`}>{trunk.customerName}</TextLink>
        </p>
        <Contacts contacts={props.customerContacts} allAt={`/customers/${trunk.customerId}`} />
      </div>
      <div className="min-w-0">
        <h3 className="text-[0.8125rem] text-ink-soft">Carrier</h3>
        <p className="mb-1 flex flex-wrap items-center gap-x-2">
          <TextLink href={`/carriers/${trunk.carrierId}`}>{trunk.carrierName}</TextLink>
          <Badge tone={tone}>{label}</Badge>
          <span className="text-[0.8125rem] text-ink-soft">
            {AUTH_MODE_WORDS[carrier.authMode]}
          </span>
        </p>
        <Contacts
          contacts={props.carrierContacts}
          allAt={`/carriers/${trunk.carrierId}/contacts`}
        />
      </div>
    </div>
  );
}
