// What was sent and received, newest first, each with who recorded it and its documents.
import type { ReactNode } from "react";
import { DocumentLink } from "@/components/documents/document-link";
import { Badge } from "@/components/ui/badge";
import { Timestamp } from "@/components/ui/timestamp";
import { EXCHANGE_CHANNEL_WORDS, EXCHANGE_DIRECTION_WORDS } from "./exchange-words";

export interface ExchangeRow {
  readonly id: string;
  readonly direction: keyof typeof EXCHANGE_DIRECTION_WORDS;
  readonly channel: keyof typeof EXCHANGE_CHANNEL_WORDS;
  readonly subject: string;
  readonly body: string;
  readonly happenedAt: Date;
  readonly contactName: string | null;
  readonly staffName: string;
  readonly documents: readonly { readonly id: string; readonly fileName: string }[];
}

export interface ExchangeListProps {
  exchanges: readonly ExchangeRow[];
  /** Draws the press that adds a document to an entry; null where the visitor may add none. */
  addDocument: ((exchange: ExchangeRow) => ReactNode) | null;
}

export function ExchangeList({ exchanges, addDocument }: ExchangeListProps) {
  return (
    <ol aria-label="Exchanges, newest first" className="grid">
      {exchanges.map((exchange) => (
        <li key={exchange.id} className="border-b border-line py-2.5 first:pt-0 last:border-b-0">
          <article aria-label={exchange.subject}>
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Timestamp at={exchange.happenedAt} />
              <Badge tone={exchange.direction === "sent" ? "info" : "neutral"}>
                {EXCHANGE_DIRECTION_WORDS[exchange.direction]}
              </Badge>
              <span className="text-ink-soft">{EXCHANGE_CHANNEL_WORDS[exchange.channel]}</span>
              {exchange.contactName === null ? null : (
                <span className="text-ink-soft wrap-anywhere">
                  {`${exchange.direction === "sent" ? "to" : "from"} ${exchange.contactName}`}
                </span>
              )}
            </div>
            <h3 className="mt-1 font-medium wrap-anywhere">{exchange.subject}</h3>
            {exchange.body === "" ? null : (
              <p className="mt-0.5 max-w-3xl whitespace-pre-line wrap-anywhere">{exchange.body}</p>
            )}
            <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem]">
              <span className="text-ink-soft wrap-anywhere">{`Recorded by ${exchange.staffName}`}</span>
              {exchange.documents.map((document) => (
                <DocumentLink key={document.id} id={document.id} fileName={document.fileName} />
              ))}
              {addDocument?.(exchange)}
            </div>
          </article>
        </li>
      ))}
    </ol>
  );
}
