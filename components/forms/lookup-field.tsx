"use client";
// Chooses one of many rows: searches on the server while the visitor types, sends the chosen row's id.
import { Combobox } from "@base-ui/react/combobox";
import { Check, ChevronDown } from "lucide-react";
import { useId, useRef, useState, useSyncExternalStore } from "react";
import { classNames } from "@/components/ui/class-names";
import { Input } from "@/components/ui/input";
import { useFormContext } from "./form-context";

export interface LookupOption {
  readonly value: string;
  readonly label: string;
  /** Tells apart options with like names. */
  readonly detail?: string;
}

export type LookupKind = "carriers" | "customers" | "trunks";

export interface LookupFieldProps {
  name: string;
  label: string;
  kind: LookupKind;
  hint?: string;
  defaultOption?: LookupOption;
  /** Nothing need be chosen; a filter, where nothing ever need be, does not say so. */
  optional?: boolean | "filter";
}

function isOptionList(value: unknown): value is LookupOption[] {
  return (
    Array.isArray(value) &&
    value.every(
      (item: unknown) =>
        typeof item === "object" && item !== null && "value" in item && "label" in item,
    )
  );
}

const never = () => () => {};

/** False on the server and while the page comes alive, true afterwards. */
function useIsAlive(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

export function LookupField(props: LookupFieldProps) {
  const { name, label, kind, hint, defaultOption, optional = false } = props;
  const id = useId();
  const { faults } = useFormContext();
  const [chosen, setChosen] = useState<LookupOption | null>(defaultOption ?? null);
  const [options, setOptions] = useState<readonly LookupOption[]>(
    defaultOption ? [defaultOption] : [],
  );
  const said = faults.get(name);
  // Nothing chosen is no id, which means nothing to a visitor.
  const fault =
    said !== undefined && chosen === null && !optional ? "Choose one of the list" : said;
  const isAlive = useIsAlive();
  const [status, setStatus] = useState<string | null>(null);
  const request = useRef<AbortController | null>(null);

  async function search(text: string): Promise<void> {
    request.current?.abort();
    const own = new AbortController();
    request.current = own;
    setStatus("Searching…");
    try {
      const response = await fetch(`/api/options/${kind}?search=${encodeURIComponent(text)}`, {
        signal: own.signal,
      });
      const body: unknown = response.ok ? await response.json() : null;
      if (own.signal.aborted) return;
      setOptions(isOptionList(body) ? body : []);
      setStatus(isOptionList(body) ? null : "The list cannot be loaded right now.");
    } catch {
      if (!own.signal.aborted) setStatus("The list cannot be loaded right now.");
    }
  }

  const describedBy = [hint ? `${id}-hint` : "", fault ? `${id}-fault` : ""].filter(Boolean);
  return (
    <div className="min-w-0">
      <div className="mb-1 text-[0.8125rem]">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {optional === true ? <span className="text-ink-soft"> (optional)</span> : null}
      </div>
      <input type="hidden" name={name} value={chosen?.value ?? ""} />
      {/* Drawn on the server it would carry an inline style, which the content security policy refuses. */}
      {isAlive ? (
        <Combobox.Root
          items={options}
          filter={null}
          value={chosen}
          itemToStringLabel={(option: LookupOption) => option.label}
          isItemEqualToValue={(option, value) => option.value === value.value}
          onOpenChange={(open, { reason }) => {
            // What is typed opens the list too, and has begun its own search.
            if (open && reason !== "input-change") void search("");
          }}
          onValueChange={(option) => setChosen(option)}
          onInputValueChange={(text, details) => {
            if (details.reason === "input-change" || details.reason === "input-clear") {
              void search(text);
            }
          }}
        >
          <Combobox.InputGroup className="relative">
            <Combobox.Input
              id={id}
              aria-invalid={fault ? true : undefined}
              aria-required={!optional || undefined}
              aria-describedby={describedBy.length > 0 ? describedBy.join(" ") : undefined}
              placeholder="Type to search"
              className="h-9 w-full rounded-md border border-line-strong bg-surface pr-8 pl-2.5 text-ink placeholder:text-ink-soft aria-invalid:border-bad max-sm:text-base"
            />
            <Combobox.Trigger
              aria-label={`Show ${kind}`}
              className="absolute inset-y-0 right-0 grid w-8 place-items-center text-ink-soft"
            >
              <ChevronDown aria-hidden className="size-4" />
            </Combobox.Trigger>
          </Combobox.InputGroup>
          <Combobox.Portal>
            <Combobox.Positioner sideOffset={4} className="z-50 outline-none">
              <Combobox.Popup className="max-h-72 w-(--anchor-width) overflow-y-auto rounded-lg border border-line bg-surface p-1 text-ink shadow-lg">
                <Combobox.Status>
                  {status ? <p className="px-2 py-1.5 text-ink-soft">{status}</p> : null}
                </Combobox.Status>
                <Combobox.Empty>
                  {status ? null : <p className="px-2 py-1.5 text-ink-soft">Nothing found.</p>}
                </Combobox.Empty>
                <Combobox.List>
                  {(option: LookupOption) => (
                    <Combobox.Item
                      key={option.value}
                      value={option}
                      className="flex cursor-pointer items-start gap-2 rounded px-2 py-1.5 outline-none select-none data-highlighted:bg-sunken"
                    >
                      <Check
                        aria-hidden
                        className={classNames(
                          "mt-0.5 size-4 shrink-0",
                          option.value === chosen?.value ? "text-accent" : "invisible",
                        )}
                      />
                      <span className="min-w-0">
                        {option.label}
                        {option.detail ? (
                          <span className="block text-[0.8125rem] text-ink-soft">
                            {option.detail}
                          </span>
                        ) : null}
                      </span>
                    </Combobox.Item>
                  )}
                </Combobox.List>
              </Combobox.Popup>
            </Combobox.Positioner>
          </Combobox.Portal>
        </Combobox.Root>
      ) : (
        <Input id={id} readOnly placeholder="Type to search" value={chosen?.label ?? ""} />
      )}
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-[0.8125rem] text-ink-soft">
          {hint}
        </p>
      ) : null}
      {fault ? (
        <p
          id={`${id}-fault`}
          data-fault={name}
          className="mt-1 text-[0.8125rem] font-medium text-bad"
        >
          {fault}
        </p>
      ) : null}
    </div>
  );
}
