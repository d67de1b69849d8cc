// Every audit event, newest first: searched, filtered, taken away as a file, and its chain verified.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { presentParams, readParams } from "@/app/_server/search-params";
import { AuditFilterForm } from "@/components/audit/audit-filter-form";
import { AUDIT_FILTERS } from "@/components/audit/audit-filters";
import { AuditTrail } from "@/components/audit/audit-trail";
import { ChainState } from "@/components/audit/chain-state";
import { VerifyChain } from "@/components/audit/verify-chain";
import { Banner } from "@/components/ui/banner";
import { buttonStyle } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { systemActor } from "@/lib/auth/actor";
import { InvalidInput } from "@/lib/core/errors";
import { getAuditCheckpoints } from "@/lib/services/audit/get-audit-checkpoints";
import { listAuditChoices } from "@/lib/services/audit/list-audit-choices";
import { listAuditEvents } from "@/lib/services/audit/list-audit-events";
import { listStaff } from "@/lib/services/staff/list-staff";
import { listTokens } from "@/lib/services/tokens/list-tokens";
import { verifyAuditTrailAction } from "./actions";

export const metadata: Metadata = { title: "Audit" };

const SYSTEM = (["jobs", "seed", "sign-in", "console"] as const).map(systemActor);

export default function AuditPage({ searchParams }: PageProps<"/audit">) {
  return drawPage(async (context) => {
    const params = await searchParams;
    const values = readParams(params, AUDIT_FILTERS);
    const { cursor } = readParams(params, ["cursor"]);
    const filters = presentParams(values);
    const [page, choices, staff, tokens, checkpoints] = await Promise.all([
      // What was typed stays in the form, with what is wrong about it.
      listAuditEvents(context, presentParams({ ...values, cursor })).catch((error: unknown) => {
        if (error instanceof InvalidInput) return error;
        throw error;
      }),
      listAuditChoices(context),
      listStaff(context),
      listTokens(context),
      getAuditCheckpoints(context),
    ]);
    return (
      <>
        <PageHeader
          title="Audit"
          description="Every change, by whom and when. Events are numbered and chained; none can be changed or removed."
          actions={(["csv", "jsonl"] as const).map((format) => (
            <a
              key={format}
              href={`/audit/export?${new URLSearchParams({ ...filters, format })}`}
              download
              className={buttonStyle()}
            >
              {format === "csv" ? "Export as CSV" : "Export as JSON lines"}
            </a>
          ))}
        />
        <Section title="Chain">
          <ChainState {...checkpoints} />
          <VerifyChain
            action={verifyAuditTrailAction}
            hasCheckpoint={checkpoints.latest !== null}
          />
        </Section>
        <AuditFilterForm
          values={values}
          actions={choices.actions}
          tables={choices.tables}
          actors={[...staff, ...tokens, ...SYSTEM]}
        />
        {page instanceof InvalidInput ? (
          <Banner
            tone="bad"
            role="alert"
            title={page.fields.map(({ path, message }) => `${path} ${message}`).join("; ")}
          />
        ) : (
          <AuditTrail
            events={page.items}
            path="/audit"
            params={filters}
            cursor={cursor}
            nextCursor={page.nextCursor}
          />
        )}
      </>
    );
  });
}
