// Search and filters of the audit trail, kept in its address.
import Form from "next/form";
import type { ReactNode } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/input";
import type { AUDIT_FILTERS } from "./audit-filters";

type Name = (typeof AUDIT_FILTERS)[number];

export interface AuditFilterFormProps {
  values: Readonly<Record<Name, string | undefined>>;
  actions: readonly string[];
  tables: readonly string[];
  actors: readonly { readonly id: string; readonly name: string }[];
}

/** Filters that other pages set; a search keeps them. */
const SET_ELSEWHERE = ["entityId", "carrierId", "customerId", "trunkId"] as const;

function Labelled(props: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="min-w-32">
      <label htmlFor={props.id} className="mb-1 block text-[0.8125rem] font-medium">
        {props.label}
      </label>
      {props.children}
    </div>
  );
}

export function AuditFilterForm({ values, actions, tables, actors }: AuditFilterFormProps) {
  const choice = (
    name: Name,
    label: string,
    options: readonly { value: string; text: string }[],
  ) => (
    <Labelled id={`audit-${name}`} label={label}>
      <Select id={`audit-${name}`} name={name} defaultValue={values[name] ?? ""}>
        <option value="">All</option>
        {options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </Select>
    </Labelled>
  );
  const moment = (name: "from" | "until", label: string) => (
    <Labelled id={`audit-${name}`} label={label}>
      <Input
        id={`audit-${name}`}
        name={name}
        type="datetime-local"
        defaultValue={values[name]?.slice(0, 16)}
      />
    </Labelled>
  );
  const plain = (texts: readonly string[]) => texts.map((value) => ({ value, text: value }));
  return (
    <Form
      action="/audit"
      key={Object.values(values).join("|")}
      role="search"
      className="mb-3 flex flex-wrap items-end gap-2"
    >
      {SET_ELSEWHERE.map((name) =>
        values[name] === undefined ? null : (
          <input key={name} type="hidden" name={name} value={values[name]} />
        ),
      )}
      <Labelled id="audit-search" label="Search">
        <Input
          id="audit-search"
          name="search"
          type="search"
          minLength={3}
          maxLength={100}
          defaultValue={values.search}
          aria-keyshortcuts="/"
        />
      </Labelled>
      {choice("action", "What", plain(actions))}
      {choice("entityTable", "About", plain(tables))}
      {choice(
        "actorId",
        "Who",
        actors.map(({ id, name }) => ({ value: id, text: name })),
      )}
      {moment("from", "From (UTC)")}
      {moment("until", "Until (UTC)")}
      <Button type="submit">Search</Button>
      {Object.values(values).some(Boolean) ? (
        <ButtonLink look="quiet" href="/audit">
          Clear filters
        </ButtonLink>
      ) : null}
    </Form>
  );
}
