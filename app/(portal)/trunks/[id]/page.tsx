// A trunk: its state, the gates ahead with what is missing, the overrides behind, its numbers, calls and audit trail.
import type { Metadata, Route } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { AuditTable } from "@/components/audit/audit-table";
import { CallTable } from "@/components/calls/call-table";
import { checkTrunkPath } from "@/components/calls/check-again";
import { ActionForm } from "@/components/forms/action-form";
import { FormButtons } from "@/components/forms/form-buttons";
import { openCallWords } from "@/components/lifecycle/open-call-words";
import { StateSteps } from "@/components/lifecycle/state-steps";
import { AddNumberForm } from "@/components/numbers/add-number-form";
import { NumberList } from "@/components/numbers/number-list";
import { QuoteSection } from "@/components/quotes/quote-section";
import { TestCallSection } from "@/components/test-calls/test-call-section";
import { Limit } from "@/components/trunks/limit";
import { OverrideList } from "@/components/trunks/override-list";
import { TrunkFields } from "@/components/trunks/trunk-fields";
import { TrunkStateBadge } from "@/components/trunks/trunk-state-badge";
import { trunkSteps } from "@/components/trunks/trunk-steps";
import { ButtonLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Facts } from "@/components/ui/facts";
import { FormDialog } from "@/components/ui/form-dialog";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { mayDo } from "@/lib/auth/permissions";
import { listAuditEvents } from "@/lib/services/audit/list-audit-events";
import { countOpenCalls } from "@/lib/services/calls/count-open-calls";
import { listCalls } from "@/lib/services/calls/list-calls";
import { listQuotes } from "@/lib/services/quotes/list-quotes";
import { listTestCalls } from "@/lib/services/test-calls/list-test-calls";
import { getTrunk } from "@/lib/services/trunks/get-trunk";
import { addNumberAction, removeNumberAction, updateNumberAction } from "../../numbers/actions";
import { changeTrunkStateAction, updateTrunkAction } from "../actions";
import {
  announceTestCallAction,
  cancelTestCallAction,
  declareTestCallAction,
  matchTestCallAction,
} from "../test-call-actions";

export const metadata: Metadata = { title: "Trunk" };

const LATEST = 10;

const TEST_CALL_ACTIONS = {
  match: matchTestCallAction,
  declare: declareTestCallAction,
  cancel: cancelTestCallAction,
};

export default function TrunkPage({ params }: PageProps<"/trunks/[id]">) {
  return drawPage(async (context) => {
    const { id } = await params;
    const { trunk, fqdn, numbers, overrides, nextSteps, gate, agreed } = await getTrunk(context, {
      id,
    });
    const [quotes, testCalls, calls, events, openCalls] = await Promise.all([
      listQuotes(context, { trunkId: trunk.id, limit: LATEST }),
      listTestCalls(context, { trunkId: trunk.id, limit: LATEST }),
      listCalls(context, { trunkId: trunk.id, limit: LATEST }),
      listAuditEvents(context, { trunkId: trunk.id, limit: LATEST }),
      countOpenCalls(context, { trunkId: trunk.id }),
    ]);
    const open = trunk.state !== "closed";
    const takesCalls = trunk.state === "testing" || trunk.state === "live";
    const mayTest = mayDo(context.actor, "test-call.run");
    const mayWriteNumbers = open && mayDo(context.actor, "number.write");
    return (
      <>
        <PageHeader
          title={trunk.name}
          trail={[
            { label: "Trunks", href: "/trunks" },
            { label: trunk.carrierName, href: `/carriers/${trunk.carrierId}` },
          ]}
          aside={<TrunkStateBadge state={trunk.state} formerState={trunk.formerState} />}
          actions={
            open && mayDo(context.actor, "trunk.write") ? (
              <FormDialog open="Edit trunk" size="md" title={`Edit ${trunk.name}`}>
                <ActionForm
                  action={updateTrunkAction}
                  label="Edit trunk"
                  version={trunk.version}
                  hidden={{ id: trunk.id }}
                >
                  <TrunkFields values={trunk} />
                  <FormButtons submit="Save trunk" />
                </ActionForm>
              </FormDialog>
            ) : null
          }
        />
        <span id="limits" />
        <span id="next" />
        <Section title="State">
          <Facts
            facts={[
              { name: "Since", value: <Timestamp at={trunk.stateChangedAt} /> },
              {
                name: "Carrier",
                value: (
                  <TextLink href={`/carriers/${trunk.carrierId}`}>{trunk.carrierName}</TextLink>
                ),
              },
              {
                name: "Customer",
                value: (
                  <TextLink href={`/customers/${trunk.customerId}`}>{trunk.customerName}</TextLink>
                ),
              },
              {
                name: "Trunk FQDN",
                value:
                  fqdn === null ? (
                    "no signalling FQDN is set"
                  ) : (
                    <>
                      <code className="font-mono text-[0.8125rem]">{fqdn}</code>{" "}
                      <CopyButton value={fqdn} label="trunk FQDN" />
                    </>
                  ),
              },
              { name: "Country", value: trunk.country },
              {
                name: "Channels",
                value: <Limit set={trunk.maxChannels} agreed={agreed?.agreedChannels} />,
              },
              {
                name: "Calls per second",
                value: <Limit set={trunk.maxCallsPerSec} agreed={agreed?.agreedCallsPerSec} />,
              },
              {
                name: "Allowed destinations",
                value: trunk.allowedDestinations.join(", ") || "none: no outbound call",
              },
              ...(trunk.notes ? [{ name: "Notes", value: trunk.notes }] : []),
            ]}
          />
          <div className="mt-3">
            <StateSteps
              what="trunk"
              name={trunk.name}
              id={trunk.id}
              version={trunk.version}
              steps={trunkSteps(trunk, nextSteps, gate, openCallWords(openCalls))}
              mayOverride={mayDo(context.actor, "gate.override")}
              action={changeTrunkStateAction}
            />
          </div>
        </Section>
        {overrides.length > 0 ? (
          <Section title="Overridden gates">
            <OverrideList overrides={overrides} />
          </Section>
        ) : null}
        <QuoteSection
          quotes={quotes}
          of="trunk"
          id={trunk.id}
          newHref={
            open && mayDo(context.actor, "quote.write") ? `/quotes/new?trunk=${trunk.id}` : null
          }
        />
        <TestCallSection
          trunkId={trunk.id}
          calls={testCalls.items}
          announce={takesCalls && mayTest ? announceTestCallAction : null}
          actions={mayTest ? TEST_CALL_ACTIONS : null}
          byocNumber={numbers.items.find((number) => number.active)?.e164 ?? ""}
        />
        <span id="numbers" />
        <Section
          title="Numbers"
          actions={
            mayWriteNumbers ? (
              <FormDialog open="Add number" title="Add number">
                <AddNumberForm action={addNumberAction} trunkId={trunk.id} />
              </FormDialog>
            ) : null
          }
        >
          {numbers.items.length === 0 ? (
            <EmptyState title="No number yet">
              Add one that the carrier routes to Cradle: testing needs it, and a list can be
              imported under Numbers.
            </EmptyState>
          ) : (
            <NumberList
              numbers={numbers.items}
              without="trunk"
              actions={
                mayWriteNumbers ? { update: updateNumberAction, remove: removeNumberAction } : null
              }
            />
          )}
          {numbers.nextCursor === null ? null : (
            <TextLink href={`/numbers?trunkId=${trunk.id}`}>All numbers of this trunk</TextLink>
          )}
        </Section>
        <Section
          title="Latest calls"
          actions={
            fqdn === null || !open ? null : (
              <>
                <ButtonLink
                  size="sm"
                  href={checkTrunkPath("termination", fqdn, numbers.items[0]?.e164) as Route}
                >
                  Check an inbound call
                </ButtonLink>
                <ButtonLink
                  size="sm"
                  href={checkTrunkPath("origination", fqdn, numbers.items[0]?.e164) as Route}
                >
                  Check an outbound call
                </ButtonLink>
              </>
            )
          }
        >
          {calls.items.length === 0 ? (
            <EmptyState title="No call yet">
              Each call stands here with the rule that decided it. What would happen to one can be
              checked at any time.
            </EmptyState>
          ) : (
            <CallTable calls={calls.items} />
          )}
        </Section>
        <Section
          title="Audit trail"
          actions={<TextLink href={`/audit?trunkId=${trunk.id}`}>All of it</TextLink>}
        >
          <AuditTable events={events.items} />
        </Section>
      </>
    );
  });
}
