"use client";
// The palette: one field that finds everything. A combobox over a list of hits, kind by kind, in a dialog.
import { Dialog } from "@base-ui/react/dialog";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { BACKDROP } from "@/components/ui/dialog-parts";
import type { HitKind, SearchHit } from "@/lib/schemas/search";
import { keepRecent, readRecent } from "./recent-things";

export interface PaletteProps {
  /** Whose last used things are shown. */
  personId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const KIND_WORDS: Record<HitKind, string> = {
  carrier: "Carriers",
  customer: "Customers",
  trunk: "Trunks",
  number: "Numbers",
  address: "Addresses",
  gateway: "Gateways",
  quote: "Quotes",
  verification: "Verifications",
  call: "Calls",
  page: "Go to",
};

/** Long enough that a word is not asked for letter by letter. */
const DEBOUNCE_MS = 120;

interface Answer {
  readonly hits: readonly SearchHit[];
  readonly numbers: readonly string[];
  readonly address: string | null;
}

const EMPTY: Answer = { hits: [], numbers: [], address: null };

export function Palette({ personId, open, onOpenChange }: PaletteProps) {
  const router = useRouter();
  const id = useId();
  const [text, setText] = useState("");
  const [answer, setAnswer] = useState<Answer>(EMPTY);
  const [status, setStatus] = useState("");
  const [current, setCurrent] = useState(0);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    const own = new AbortController();
    // What is asked for while nothing is typed is there at once.
    const wait = text.trim() === "" ? 0 : DEBOUNCE_MS;
    const timer = setTimeout(() => {
      void ask(text, personId, own.signal).then((next) => {
        if (own.signal.aborted) return;
        setAnswer(next ?? EMPTY);
        setCurrent(0);
        setStatus(next === null ? "The search cannot be reached right now." : statusOf(text, next));
      });
    }, wait);
    return () => {
      own.abort();
      clearTimeout(timer);
    };
  }, [open, text, personId]);

  /** What was found goes with the words, so that the next opening shows nothing that is about to be replaced. */
  function close() {
    setText("");
    setAnswer(EMPTY);
    setCurrent(0);
    setStatus("");
    onOpenChange(false);
  }

  function choose(hit: SearchHit | undefined) {
    if (hit === undefined) return;
    keepRecent(window.localStorage, personId, hit);
    close();
    router.push(hit.path as Parameters<typeof router.push>[0]);
  }

  function move(to: number) {
    const count = answer.hits.length;
    if (count === 0) return;
    const next = (to + count) % count;
    setCurrent(next);
    list.current?.querySelector(`[data-place="${next}"]`)?.scrollIntoView({ block: "nearest" });
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const places: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: Math.min(current + 8, answer.hits.length - 1),
      PageUp: Math.max(current - 8, 0),
    };
    const place = places[event.key];
    if (place !== undefined) {
      event.preventDefault();
      move(place);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(answer.hits[current]);
    }
  }

  const hasHits = answer.hits.length > 0;
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? onOpenChange(true) : close())}>
      <Dialog.Portal>
        <Dialog.Backdrop className={BACKDROP} />
        <Dialog.Popup
          className="fixed top-[8dvh] left-1/2 z-50 flex max-h-[80dvh] w-[40rem] max-w-[calc(100vw-1.5rem)] -translate-x-1/2 flex-col overflow-hidden rounded-lg border border-line bg-surface shadow-xl"
          data-palette
        >
          <Dialog.Title className="sr-only">Find anything</Dialog.Title>
          <input
            role="combobox"
            aria-label="Find anything"
            aria-expanded={hasHits}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={hasHits ? `${id}-${current}` : undefined}
            aria-describedby={`${id}-status`}
            autoComplete="off"
            spellCheck={false}
            maxLength={500}
            placeholder="Name, number, address, quote, Call-ID …"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            className="h-12 w-full shrink-0 border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-ink-soft"
          />
          <div
            ref={list}
            id={`${id}-list`}
            role="listbox"
            aria-label="Found"
            className="min-h-24 overflow-y-auto p-1.5"
          >
            {groupsOf(answer.hits).map(({ kind, first, hits }) => (
              // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox has no element of its own
              <div key={`${kind}-${first}`} role="group" aria-labelledby={`${id}-kind-${first}`}>
                <div
                  id={`${id}-kind-${first}`}
                  className="px-2.5 pt-2 pb-1 text-[0.75rem] font-medium text-ink-soft"
                >
                  {text.trim() === "" && kind !== "page" ? "Opened last" : KIND_WORDS[kind]}
                </div>
                {hits.map((hit, offset) => {
                  const place = first + offset;
                  return (
                    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the option
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
                    <div
                      key={`${hit.kind}-${hit.id}`}
                      id={`${id}-${place}`}
                      data-place={place}
                      role="option"
                      aria-selected={place === current}
                      onPointerMove={() => setCurrent(place)}
                      onClick={() => choose(hit)}
                      className={classNames(
                        "flex cursor-pointer flex-wrap items-baseline gap-x-2 rounded px-2.5 py-1.5",
                        place === current && "bg-accent-soft",
                      )}
                    >
                      <span className="font-medium wrap-anywhere">{hit.label}</span>
                      {hit.detail === "" ? null : (
                        <span className="text-[0.8125rem] text-ink-soft wrap-anywhere">
                          {hit.detail}
                        </span>
                      )}
                    </div>
                  );
                })}
              </div>
            ))}
          </div>
          <p
            id={`${id}-status`}
            role="status"
            className="shrink-0 border-t border-line px-4 py-2 text-[0.8125rem] text-ink-soft"
          >
            {status}
          </p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Null where the search cannot be reached. */
async function ask(text: string, personId: string, signal: AbortSignal): Promise<Answer | null> {
  const q = text.trim();
  const recent = q === "" ? readRecent(window.localStorage, personId).join(",") : "";
  try {
    const response = await fetch(`/api/search?${new URLSearchParams({ q, recent })}`, { signal });
    return response.ok ? ((await response.json()) as Answer) : null;
  } catch {
    return null;
  }
}

function statusOf(text: string, { hits, numbers, address }: Answer): string {
  if (text.trim() === "") return "↑ ↓ to move, Enter to open, Esc to close";
  const meant = address ?? (numbers.length === 1 ? numbers[0] : undefined);
  const read = meant === undefined ? "" : `Read as ${meant}. `;
  if (hits.length === 0) return `${read}Nothing found.`;
  return `${read}${hits.length} found.`;
}

interface Group {
  readonly kind: HitKind;
  readonly first: number;
  readonly hits: SearchHit[];
}

/** Neighbours of one kind together; what was opened last is one group. */
function groupsOf(hits: readonly SearchHit[]): Group[] {
  const groups: Group[] = [];
  for (const [place, hit] of hits.entries()) {
    const last = groups.at(-1);
    if (last?.kind === hit.kind) last.hits.push(hit);
    else groups.push({ kind: hit.kind, first: place, hits: [hit] });
  }
  return groups;
}
