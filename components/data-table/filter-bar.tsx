"use client";
// Search and filters of a list. They stand in the address, so that a list can be kept and passed on.
import { Search } from "lucide-react";
import Form from "next/form";
import { type ReactNode, useId } from "react";
import type { Option } from "@/components/forms/fields";
import { Button, ButtonLink } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/input";

export interface Filter {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly Option[];
  /** What the list shows while nothing is chosen; "All" unless it says otherwise. */
  readonly whenEmpty?: string;
}

export interface FilterBarProps {
  path: string;
  /** Label of the search field; left out where the list has none. */
  search?: { readonly name: string; readonly label: string; readonly value: string | undefined };
  filters?: readonly Filter[];
  /** Further controls; `childKey` changes with what they show. */
  children?: ReactNode;
  childKey?: string;
  /** What else the list's address keeps: its order, its page size, its view. */
  kept?: Readonly<Record<string, string | undefined>>;
}

export function FilterBar({
  path,
  search,
  filters = [],
  kept = {},
  children,
  childKey = "",
}: FilterBarProps) {
  const id = useId();
  const isFiltered =
    Boolean(search?.value) || childKey !== "" || filters.some((filter) => Boolean(filter.value));
  // A filter set elsewhere (a link, the back key) must show in the controls.
  const parts = [
    childKey,
    search?.value,
    ...filters.map((filter) => filter.value),
    ...Object.values(kept),
  ];
  const key = parts.join("|");
  return (
    <Form action={path} key={key} role="search" className="mb-3 flex flex-wrap items-end gap-2">
      {Object.entries(kept).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      {search ? (
        <div className="min-w-44 flex-1 sm:max-w-72">
          <label htmlFor={`${id}-search`} className="mb-1 block text-[0.8125rem] font-medium">
            {search.label}
          </label>
          <Input
            id={`${id}-search`}
            name={search.name}
            type="search"
            defaultValue={search.value}
            maxLength={100}
            aria-keyshortcuts="/"
          />
        </div>
      ) : null}
      {filters.map((filter) => (
        <div key={filter.name} className="min-w-32">
          <label
            htmlFor={`${id}-${filter.name}`}
            className="mb-1 block text-[0.8125rem] font-medium"
          >
            {filter.label}
          </label>
          <Select
            id={`${id}-${filter.name}`}
            name={filter.name}
            defaultValue={filter.value ?? ""}
            onChange={(event) => event.currentTarget.form?.requestSubmit()}
          >
            <option value="">{filter.whenEmpty ?? "All"}</option>
            {filter.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </Select>
        </div>
      ))}
      {children}
      <Button type="submit">
        <Search aria-hidden />
        Search
      </Button>
      {isFiltered ? (
        <ButtonLink look="quiet" href={path}>
          Clear filters
        </ButtonLink>
      ) : null}
    </Form>
  );
}
