"use client";
// What the saved answers would set up, and one press that does what is ticked.
import { useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction, Saved } from "@/components/forms/action-state";
import { capitalise } from "@/components/forms/capitalise";
import { useFormContext } from "@/components/forms/form-context";
import { Badge, type Tone } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/input";
import { Table } from "@/components/ui/table";
import { CarriedOver, type CarryOverItem } from "@/lib/schemas/carrier-answers";

const VERDICTS: Readonly<Record<CarryOverItem["verdict"], { label: string; tone: Tone }>> = {
  new: { label: "New", tone: "info" },
  there: { label: "There already", tone: "good" },
  wrong: { label: "Cannot", tone: "bad" },
  "by-hand": { label: "By hand", tone: "warn" },
};

export interface CarryOverFormProps {
  /** Null: for who may look only. */
  action: FormAction | null;
  carrierId: string;
  version: number;
  items: readonly CarryOverItem[];
}

export function CarryOverForm({ action, carrierId, version, items }: CarryOverFormProps) {
  const [result, setResult] = useState<CarriedOver | null>(null);
  const [unticked, setUnticked] = useState<ReadonlySet<string>>(new Set());
  const open = items.filter(({ verdict }) => verdict === "new");
  const chosen = open.filter(({ key }) => !unticked.has(key)).length;

  function onSaved(saved: Saved): void {
    const text = saved.shown?.carriedOver;
    if (text !== undefined) setResult(CarriedOver.parse(JSON.parse(text)));
  }

  function tick(key: string, isTicked: boolean): void {
    setUnticked((before) => {
      const next = new Set(before);
      if (isTicked) next.delete(key);
      else next.add(key);
      return next;
    });
  }

  const table = (
    <Table
      caption="What the answers would set up"
      rows={items}
      rowKey={({ key }) => key}
      columns={[
        ...(action === null
          ? []
          : [
              {
                header: "Do",
                cell: ({ key, title, verdict }: CarryOverItem) =>
                  verdict === "new" ? (
                    <Checkbox
                      name="key"
                      value={key}
                      aria-label={title}
                      checked={!unticked.has(key)}
                      onChange={(event) => tick(key, event.currentTarget.checked)}
                    />
                  ) : null,
              },
            ]),
        {
          header: "What",
          heading: true,
          cell: ({ title }) => <span className="wrap-anywhere">{title}</span>,
        },
        {
          header: "Verdict",
          cell: ({ verdict }) => (
            <Badge tone={VERDICTS[verdict].tone}>{VERDICTS[verdict].label}</Badge>
          ),
        },
        {
          header: "Remark",
          cell: ({ message }) =>
            message === null ? null : <span className="wrap-anywhere">{capitalise(message)}</span>,
        },
      ]}
    />
  );
  if (action === null) return table;
  return (
    <ActionForm
      action={action}
      label="Carry over"
      version={version}
      hidden={{ carrierId }}
      onSaved={onSaved}
    >
      {result === null ? null : <Result result={result} />}
      {table}
      <Press open={open.length} chosen={chosen} />
    </ActionForm>
  );
}

function Press({ open, chosen }: { open: number; chosen: number }) {
  const { pending } = useFormContext();
  if (open === 0) return <p className="text-ink-soft">Nothing is left to carry over.</p>;
  if (chosen === 0) return <p className="text-ink-soft">Tick what is to be carried over.</p>;
  return (
    <div>
      <Button type="submit" look="primary" pending={pending}>
        {pending ? "Working…" : `Carry over ${chosen === 1 ? "1 item" : `${chosen} items`}`}
      </Button>
    </div>
  );
}

function Result({ result: { done, failed } }: { result: CarriedOver }) {
  const many = done.length === 1 ? "1 item" : `${done.length} items`;
  return (
    <Banner
      tone={failed.length > 0 ? "warn" : "info"}
      role="status"
      title={`${many} carried over${failed.length > 0 ? `, ${failed.length} could not be` : ""}`}
    >
      {failed.length === 0 ? null : (
        <ul className="list-disc pl-5">
          {failed.map(({ key, title, message }) => (
            <li key={key}>{`${title}: ${message ?? "refused"}`}</li>
          ))}
        </ul>
      )}
    </Banner>
  );
}
