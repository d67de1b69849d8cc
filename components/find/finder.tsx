"use client";
// The button of the palette in the top bar, and the keys of every page. What they open is loaded when it is first opened.
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { buttonStyle } from "@/components/ui/button";
import { takeOverFromEarlyKey } from "./early-key";
import { type KeyCommand, keyCommand } from "./key-command";
import { moveToRow, rowLinks } from "./row-focus";

const Palette = lazy(async () => ({ default: (await import("./palette")).Palette }));
const ShortcutHelp = lazy(async () => ({
  default: (await import("./shortcut-help")).ShortcutHelp,
}));

const TYPED_INTO = "input, textarea, select, [contenteditable], [role=combobox], [role=listbox]";
const LIST_SEARCH = "main [role=search] input[type=search]";
/** Longest wait for the second key after g. */
const GO_MS = 1200;

export function Finder({ personId }: { personId: string }) {
  const router = useRouter();
  const [open, setOpen] = useState<"palette" | "help" | null>(null);
  // Once loaded they stay, so that closing can give the focus back.
  const [loaded, setLoaded] = useState<ReadonlySet<"palette" | "help">>(new Set());
  const wentAt = useRef(Number.NEGATIVE_INFINITY);
  const opener = useRef<HTMLElement | null>(null);

  const show = useCallback((what: "palette" | "help") => {
    const active = document.activeElement;
    const isInDialog = active?.closest("[role=dialog]") != null;
    if (!isInDialog) opener.current = active instanceof HTMLElement ? active : null;
    setLoaded((before) => new Set([...before, what]));
    setOpen(what);
  }, []);

  function hide() {
    setOpen(null);
    const back = opener.current;
    requestAnimationFrame(() => back?.isConnected && back.focus());
  }

  useEffect(() => {
    function run(command: KeyCommand): boolean {
      switch (command.do) {
        case "palette":
          show("palette");
          return true;
        case "help":
          show("help");
          return true;
        case "search-list": {
          const field = document.querySelector<HTMLInputElement>(LIST_SEARCH);
          field?.focus();
          field?.select();
          return field !== null;
        }
        case "row":
          return moveToRow(document, command.by);
        case "begin-go":
          return true;
        case "go":
          router.push(command.path as Parameters<typeof router.push>[0]);
          return true;
        default:
          return command satisfies never;
      }
    }
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.repeat) {
        if (!(event.repeat && /^(j|k|Arrow)/.test(event.key))) return;
      }
      const target = event.target instanceof Element ? event.target : null;
      const command = keyCommand(event, {
        isTyping: target?.closest(TYPED_INTO) != null,
        isInDialog: document.querySelector("[role=dialog], [role=alertdialog]") !== null,
        isGoing: event.timeStamp - wentAt.current < GO_MS,
        isOnRow: rowLinks(document).some((link) => link === document.activeElement),
      });
      wentAt.current = command?.do === "begin-go" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (command !== null && run(command)) event.preventDefault();
    }
    document.addEventListener("keydown", onKeyDown);
    if (takeOverFromEarlyKey(window)) show("palette");
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [router, show]);

  return (
    <>
      <button
        type="button"
        onClick={() => show("palette")}
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        className={buttonStyle({ className: "gap-2 font-normal text-ink-soft" })}
      >
        <Search aria-hidden />
        <span className="max-sm:sr-only">Find</span>
        <kbd aria-hidden className="text-[0.75rem] max-sm:hidden">
          Ctrl K
        </kbd>
      </button>
      <Suspense fallback={null}>
        {loaded.has("palette") ? (
          <Palette
            personId={personId}
            open={open === "palette"}
            onOpenChange={(next) => (next ? show("palette") : hide())}
          />
        ) : null}
        {loaded.has("help") ? (
          <ShortcutHelp
            open={open === "help"}
            onOpenChange={(next) => (next ? show("help") : hide())}
          />
        ) : null}
      </Suspense>
    </>
  );
}
