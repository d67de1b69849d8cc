// One row a carrier: whether the number may be shown there, since and until when, by which proof, what is pending.
import type { ReactNode } from "react";
import { DocumentLink } from "@/components/documents/document-link";
import { TRUNK_STATE_WORDS } from "@/components/trunks/trunk-words";
import { Badge } from "@/components/ui/badge";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { formatTimestamp } from "@/components/ui/timestamp";
import { ITEM_STATE_WORDS } from "@/components/verifications/verification-words";
import type { TrunkState } from "@/lib/lifecycle/trunk";
import type { Place, Proof } from "@/lib/schemas/look-up";

function Request({ proof }: { proof: Proof }) {
  return <TextLink href={`/verifications/${proof.requestId}`}>{proof.reference}</TextLink>;
}

function Held({ place }: { place: Place }) {
  const { proof, since, until } = place;
  if (proof === null) {
    return place.mayBeShown ? "The carrier’s own number: no proof is needed" : "None";
  }
  return (
    <>
      <Request proof={proof} />
      {place.mayBeShown ? null : " (the customer has no trunk here)"}
      {proof.note === "" ? null : <span className="block wrap-anywhere">{proof.note}</span>}
      {since === null ? null : (
        <span className="block text-ink-soft">{`since ${formatTimestamp(since)}`}</span>
      )}
      <span className="block text-ink-soft">
        {until === null ? "until it is revoked" : `until ${formatTimestamp(until)}`}
      </span>
      {proof.documents.map((document) => (
        <span key={document.id} className="block">
          <DocumentLink id={document.id} fileName={document.fileName} />
        </span>
      ))}
    </>
  );
}

function List({ proofs, words }: { proofs: readonly Proof[]; words: (proof: Proof) => ReactNode }) {
  if (proofs.length === 0) return "Nothing";
  return (
    <ul className="grid min-w-44 gap-1">
      {proofs.slice(0, 5).map((proof) => (
        <li key={proof.itemId}>
          <Request proof={proof} /> {words(proof)}
        </li>
      ))}
    </ul>
  );
}

const pendingWords = ({ state, submittedAt }: Proof) =>
  state === "submitted" && submittedAt !== null
    ? `with the carrier since ${formatTimestamp(submittedAt)}`
    : "drawn up, not submitted";

function pastWords({ state, note, decidedAt, validUntil }: Proof): string {
  const at = state === "expired" ? validUntil : decidedAt;
  const when = at === null ? "" : ` ${formatTimestamp(at)}`;
  return `${ITEM_STATE_WORDS[state].label.toLowerCase()}${when}${note === "" ? "" : `: ${note}`}`;
}

function Trunks({ trunks }: { trunks: Place["trunks"] }) {
  if (trunks.length === 0) return "None";
  return (
    <ul>
      {trunks.map((trunk) => (
        <li key={trunk.id}>
          <TextLink href={`/trunks/${trunk.id}`}>{trunk.name}</TextLink>{" "}
          <span className="text-ink-soft">
            {TRUNK_STATE_WORDS[trunk.state as TrunkState].label.toLowerCase()}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function PlaceTable({ places }: { places: readonly Place[] }) {
  return (
    <Table
      caption="Where the number may be shown"
      rows={places}
      rowKey={(place) => place.carrierId}
      columns={[
        {
          header: "Carrier",
          heading: true,
          cell: (place) => (
            <TextLink href={`/carriers/${place.carrierId}`}>{place.carrierName}</TextLink>
          ),
        },
        {
          header: "May be shown",
          cell: (place) =>
            place.mayBeShown ? <Badge tone="good">Yes</Badge> : <Badge tone="bad">No</Badge>,
        },
        { header: "Proof", cell: (place) => <Held place={place} /> },
        {
          header: "Pending",
          cell: (place) => <List proofs={place.pending} words={pendingWords} />,
        },
        {
          header: "Refused or ended",
          cell: (place) => <List proofs={place.past} words={pastWords} />,
        },
        { header: "Trunks", cell: (place) => <Trunks trunks={place.trunks} /> },
      ]}
    />
  );
}
