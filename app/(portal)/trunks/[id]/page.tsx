// A trunk as one story: whose turn it is and what opens its gate, then each part with how it stands, to the latest activity.
import type { Metadata, Route } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { CallTable } from "@/components/calls/call-table";
import { checkTrunkPath } from "@/components/calls/check-again";
import { ActionForm } from "@/components/forms/action-form";
import { FormButtons } from "@/components/forms/form-buttons";
import { openCallWords } from "@/components/lifecycle/open-call-words";
import { Reach } from "@/components/lifecycle/reach";
import { StateSteps } from "@/components/lifecycle/state-steps";
import { AddNumberForm } from "@/components/numbers/add-number-form";
import { NumberList } from "@/components/numbers/number-list";
import { QuoteSection } from "@/components/quotes/quote-section";
import { TestCallSection } from "@/components/test-calls/test-call-section";
import { ActivityList } from "@/components/trunks/activity-list";
import { GateStages } from "@/components/trunks/gate-stages";
import { OverrideList } from "@/components/trunks/override-list";
import { PartState } from "@/components/trunks/part-state";
import { RequirementSummary } from "@/components/trunks/requirement-summary";
import { StoryNav } from "@/components/trunks/story-nav";
import { storyParts } from "@/components/trunks/story-parts";
import { TrunkConfiguration } from "@/components/trunks/trunk-configuration";
import { TrunkFields } from "@/components/trunks/trunk-fields";
import { TrunkParties } from "@/components/trunks/trunk-parties";
import { TrunkStateBadge } from "@/components/trunks/trunk-state-badge";
import { trunkSteps } from "@/components/trunks/trunk-steps";
import { TurnLine } from "@/components/trunks/turn-line";
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
import { addNumberAction, removeNumberAction, updateNumberAction } from "../../numbers/actions";
import { changeTrunkStateAction, updateTrunkAction } from "../actions";
import {
  announceTestCallAction,
  cancelTestCallAction,
  declareTestCallAction,
  matchTestCallAction,
} from "../test-call-actions";
import { loadStory } from "./load-story";

export const metadata: Metadata = { title: "Trunk" };

const TEST_CALL_ACTIONS = {
  match: matchTestCallAction,
  declare: declareTestCallAction,
  cancel: cancelTestCallAction,
};

export default function TrunkPage({ params }: PageProps<"/trunks/[id]">) {
  return drawPage(async (context) => {
    const { actor } = context;
    const { detail, gate, ...story } = await loadStory(context, (await params).id);
    const { trunk, carrier, fqdn, numbers, overrides, nextSteps, agreed } = detail;
    const { stages } = gate;
    const open = trunk.state !== "closed";
    const takesCalls = trunk.state === "testing" || trunk.state === "live";
    const mayTest = mayDo(actor, "test-call.run");
    const mayWriteNumbers = open && mayDo(actor, "number.write");
    const ahead = stages.find(({ position }) => position === "ahead")?.conditions ?? [];
    const firstNumber = numbers.items.find((number) => number.active)?.e164;
    const standing = (id: string) => (open ? <PartState id={id} stages={stages} /> : null);
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
            open && mayDo(actor, "trunk.write") ? (
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
        <div className="lg:grid lg:grid-cols-[11rem_minmax(0,1fr)] lg:gap-4">
          <StoryNav parts={open ? storyParts(stages) : storyParts([])} />
          <div className="min-w-0">
            <Section id="gate" title="State and next step">
              <span id="next" />
              <Facts
                facts={[
                  {
                    name: "Whose turn",
                    value: (
                      <TurnLine
                        turn={gate.turn}
                        waitingSince={gate.waitingSince}
                        now={context.now()}
                      />
                    ),
                  },
                  { name: "In this state since", value: <Timestamp at={trunk.stateChangedAt} /> },
                  {
                    name: "On the agents",
                    value: <Reach state={trunk.state} reach={story.reach} />,
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
                ]}
              />
              <div className="mt-3">
                <StateSteps
                  what="trunk"
                  name={trunk.name}
                  id={trunk.id}
                  version={trunk.version}
                  steps={trunkSteps(trunk, nextSteps, ahead, openCallWords(story.openCalls))}
                  mayOverride={mayDo(actor, "gate.override")}
                  action={changeTrunkStateAction}
                />
              </div>
              {open ? <GateStages stages={stages} /> : null}
            </Section>
            {overrides.length > 0 ? (
              <Section title="Overridden gates">
                <OverrideList overrides={overrides} />
              </Section>
            ) : null}
            <Section id="parties" title="Customer and carrier" aside={standing("parties")}>
              <TrunkParties
                trunk={trunk}
                carrier={carrier}
                carrierContacts={story.carrierContacts}
                customerContacts={story.customerContacts}
              />
            </Section>
            <QuoteSection
              quotes={story.quotes}
              of="trunk"
              id={trunk.id}
              aside={standing("quotes")}
              newHref={open && mayDo(actor, "quote.write") ? `/quotes/new?trunk=${trunk.id}` : null}
            />
            <Section id="requirements" title="Requirements" aside={standing("requirements")}>
              <RequirementSummary checks={story.checks} />
            </Section>
            <Section id="configuration" title="Configuration" aside={standing("configuration")}>
              <TrunkConfiguration
                trunk={trunk}
                agreed={agreed}
                asksForDigest={carrier.authMode === "acl_and_digest"}
                aclEntries={story.aclEntries}
                gateways={story.gateways}
                health={story.health}
                credentials={story.credentials}
              />
            </Section>
            <Section
              id="numbers"
              title="Numbers"
              aside={standing("numbers")}
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
                    mayWriteNumbers
                      ? { update: updateNumberAction, remove: removeNumberAction }
                      : null
                  }
                />
              )}
              {numbers.nextCursor === null ? null : (
                <TextLink href={`/numbers?trunkId=${trunk.id}`}>All numbers of this trunk</TextLink>
              )}
            </Section>
            <TestCallSection
              trunkId={trunk.id}
              calls={story.testCalls}
              aside={standing("test-calls")}
              announce={takesCalls && mayTest ? announceTestCallAction : null}
              actions={mayTest ? TEST_CALL_ACTIONS : null}
              byocNumber={firstNumber ?? ""}
            />
            <Section
              id="calls"
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
              {story.calls.length === 0 ? (
                <EmptyState title="No call yet">
                  Each call stands here with the rule that decided it. What would happen to one can
                  be checked at any time.
                </EmptyState>
              ) : (
                <CallTable calls={story.calls} />
              )}
            </Section>
            <Section
              id="activity"
              title="Activity"
              description={
                <TextLink href={`/audit?trunkId=${trunk.id}`}>
                  The whole audit trail of this trunk
                </TextLink>
              }
            >
              <ActivityList events={story.events} />
            </Section>
          </div>
        </div>
      </>
    );
  });
}
