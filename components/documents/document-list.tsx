// The documents of one thing, each to download.
import { EmptyState } from "@/components/ui/empty-state";
import { Table } from "@/components/ui/table";
import { Timestamp } from "@/components/ui/timestamp";
import { DocumentLink } from "./document-link";
import { fileSize } from "./file-size";

export interface DocumentRow {
  readonly id: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly purpose: string;
  readonly sizeBytes: number;
  readonly createdAt: Date;
}

const TYPES: Readonly<Record<string, string>> = {
  "application/pdf": "PDF",
  "image/png": "PNG",
  "image/jpeg": "JPEG",
  "text/plain": "Text",
  "text/csv": "CSV",
  "message/rfc822": "Mail",
};

/** What the portal draws itself, under the name it is kept by. */
const PURPOSES: Readonly<Record<string, string>> = {
  loa: "Letter of authorisation",
  quote: "Quote",
  "hand-off": "Hand-off sheet",
};

export interface DocumentListProps {
  documents: readonly DocumentRow[];
  /** Names the table for those who hear it. */
  caption?: string;
  /** What to do about there being none. */
  whenEmpty?: string;
}

export function DocumentList({
  documents,
  caption = "Documents",
  whenEmpty = "Add the first with the button above.",
}: DocumentListProps) {
  if (documents.length === 0) return <EmptyState title="No document yet">{whenEmpty}</EmptyState>;
  return (
    <Table
      caption={caption}
      rows={documents}
      rowKey={(document) => document.id}
      columns={[
        {
          header: "File",
          heading: true,
          cell: (document) => <DocumentLink id={document.id} fileName={document.fileName} />,
        },
        {
          header: "What it is",
          cell: (document) => PURPOSES[document.purpose] ?? document.purpose,
        },
        {
          header: "Type",
          minor: true,
          cell: (document) => TYPES[document.contentType] ?? document.contentType,
        },
        { header: "Size", align: "end", cell: (document) => fileSize(document.sizeBytes) },
        {
          header: "Added",
          minor: true,
          cell: (document) => <Timestamp at={document.createdAt} />,
        },
      ]}
    />
  );
}
