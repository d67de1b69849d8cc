"use client";
// Chooses countries: ticked in a list that typing narrows, or entered as codes; what is chosen stands below in words.
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox, Input } from "@/components/ui/input";
import { codesIn, countryText, findCountryNames } from "@/lib/telephony/country-names";
import { type CommonProps, Frame, useField } from "./fields";

export interface CountriesFieldProps extends Omit<CommonProps, "hint" | "required"> {
  /** What it means that none is chosen. */
  none: string;
  defaultCodes?: readonly string[] | undefined;
}

/** The codes are the form's one value, so that it works without scripts, and a stale edit is compared like any other. */
export function CountriesField({ name, label, none, defaultCodes = [] }: CountriesFieldProps) {
  const field = useField(name, none);
  const first = field.submitted ?? defaultCodes.join(", ");
  const [text, setText] = useState(first);
  const [isOpen, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const chosen = codesIn(text);

  function choose(codes: readonly string[]): void {
    const next = codes.join(", ");
    const control = input.current;
    if (control) {
      control.value = next;
      // For those around it who ask whether anything was entered.
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
    setText(next);
  }

  return (
    <div className="grid min-w-0 gap-2">
      <Frame
        id={field.id}
        name={name}
        label={label}
        hint={chosen.length === 0 ? none : chosen.map(countryText).join(", ")}
        required={false}
        fault={field.fault}
      >
        <div className="flex gap-2">
          <Input
            {...field.aria}
            ref={input}
            autoComplete="off"
            spellCheck={false}
            placeholder="Codes, such as AU, NZ"
            defaultValue={first}
            onInput={(event) => setText(event.currentTarget.value)}
            className="min-w-0 flex-1"
          />
          <Button
            aria-expanded={isOpen}
            aria-controls={isOpen ? listId : undefined}
            onClick={() => {
              // A stale edit that was taken over wrote here without a word.
              setText(input.current?.value ?? "");
              setOpen(!isOpen);
            }}
          >
            {isOpen ? "Close list" : "Choose by name"}
          </Button>
        </div>
      </Frame>
      {isOpen ? <CountryList id={listId} chosen={chosen} onChoose={choose} /> : null}
    </div>
  );
}

interface CountryListProps {
  id: string;
  chosen: readonly string[];
  onChoose: (codes: readonly string[]) => void;
}

function CountryList({ id, chosen, onChoose }: CountryListProps) {
  const [search, setSearch] = useState("");
  const searchId = useId();
  const found = findCountryNames(search);
  return (
    <fieldset
      id={id}
      aria-label="Countries to choose from"
      className="min-w-0 rounded-md border border-line p-2"
    >
      <label htmlFor={searchId} className="mb-1 block text-[0.8125rem] font-medium">
        Find a country
      </label>
      <Input
        id={searchId}
        autoComplete="off"
        placeholder="Name, code or dial code, such as new or +64"
        onChange={(event) => setSearch(event.currentTarget.value)}
        // Enter would send the form.
        onKeyDown={(event) => {
          if (event.key === "Enter") event.preventDefault();
        }}
      />
      <p role="status" className="sr-only">
        {found.length} found
      </p>
      <ul className="mt-2 grid max-h-48 grid-cols-1 gap-x-4 gap-y-1 overflow-y-auto p-1 sm:grid-cols-2">
        {found.map(({ code }) => (
          <li key={code} className="flex gap-2">
            <Checkbox
              id={`${id}-${code}`}
              checked={chosen.includes(code)}
              onChange={(event) =>
                onChoose(
                  event.currentTarget.checked
                    ? [...chosen, code].sort()
                    : chosen.filter((other) => other !== code),
                )
              }
            />
            <label htmlFor={`${id}-${code}`}>{countryText(code)}</label>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className="text-ink-soft">No country is called that.</p> : null}
    </fieldset>
  );
}
