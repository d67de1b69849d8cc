// Support's look-up: a number in any format, and where it may be used.
import type { Metadata } from "next";
import Form from "next/form";
import { drawPage } from "@/app/_server/draw-page";
import { presentParams, readParams } from "@/app/_server/search-params";
import { NumberAnswer } from "@/components/look-up/number-answer";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input, Select } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { lookUpNumber } from "@/lib/services/look-up/look-up-number";
import { countryName } from "@/lib/telephony/e164";
import { findCountries } from "@/lib/telephony/number-plan";

export const metadata: Metadata = { title: "Look-up" };

const COUNTRIES = findCountries()
  .map((code) => ({ code, name: countryName(code) }))
  .sort((a, b) => a.name.localeCompare(b.name, "en"));

function Question({ q, country }: { q: string | undefined; country: string | undefined }) {
  return (
    <Form action="/look-up" role="search" className="mb-4 flex flex-wrap items-end gap-2">
      <div className="min-w-52 flex-1 sm:max-w-md">
        <label htmlFor="look-up-number" className="mb-1 block text-[0.8125rem] font-medium">
          Number in any format
        </label>
        <Input
          id="look-up-number"
          key={q}
          name="q"
          type="search"
          defaultValue={q}
          maxLength={200}
          autoFocus={q === undefined}
        />
      </div>
      <div className="min-w-40">
        <label htmlFor="look-up-country" className="mb-1 block text-[0.8125rem] font-medium">
          National forms of
        </label>
        <Select id="look-up-country" key={country} name="country" defaultValue={country ?? ""}>
          <option value="">Our carriers’ countries</option>
          {COUNTRIES.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </div>
      <Button type="submit" look="primary">
        Look up
      </Button>
    </Form>
  );
}

export default function LookUpPage({ searchParams }: PageProps<"/look-up">) {
  return drawPage(async (context) => {
    const { q, country } = readParams(await searchParams, ["q", "country"]);
    const known = COUNTRIES.some(({ code }) => code === country) ? country : undefined;
    const isAsked = q !== undefined && q.trim() !== "";
    const found = isAsked
      ? await lookUpNumber(context, presentParams({ q, country: known }))
      : null;
    return (
      <>
        <PageHeader
          title="Look-up"
          description="What a number is, where it may be shown as A-number, by which proof, and what is pending."
        />
        <Question q={q} country={known} />
        {found === null ? (
          <EmptyState title="No number asked for yet">
            Paste it as the customer wrote it: +64 9 887 9333, 09 887 9333, tel: or sip: addresses.
          </EmptyState>
        ) : found.answers.length === 0 ? (
          <EmptyState title="No number found in this text">
            Enter it with its + and country code, or choose the country of its national form.
          </EmptyState>
        ) : (
          found.answers.map((answer) => <NumberAnswer key={answer.e164} answer={answer} />)
        )}
      </>
    );
  });
}
