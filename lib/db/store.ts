// Everything that can be asked of the database, one part an entity, on a pool or inside a transaction.
import { aclStore } from "./acl";
import { agentStore } from "./agents";
import { answerStore } from "./answers";
import { auditStore } from "./audit";
import { boardStore } from "./board";
import { callStore } from "./calls";
import { carrierTemplateStore } from "./carrier-templates";
import { carrierStore } from "./carriers";
import { configStore } from "./config";
import { contactStore } from "./contacts";
import { credentialStore } from "./credentials";
import { customerStore } from "./customers";
import { documentStore } from "./documents";
import { exchangeStore } from "./exchanges";
import { gateFactStore } from "./gate-facts";
import { gateProofStore } from "./gate-proofs";
import { gatewayStore } from "./gateways";
import type { Prisma } from "./generated/client";
import { handOffStore } from "./hand-offs";
import { jobStore } from "./jobs";
import { mailStore } from "./mail";
import { noticeStore } from "./notices";
import { numberStore } from "./numbers";
import { observationStore } from "./observations";
import { quoteStore } from "./quotes";
import { searchStore } from "./search";
import { settingsStore } from "./settings";
import { staffStore } from "./staff";
import { targetHealthStore } from "./target-health";
import { taxRateStore } from "./tax-rates";
import { testCallStore } from "./test-calls";
import { tokenStore } from "./tokens";
import { trunkStore } from "./trunks";
import { verificationStore } from "./verifications";
import { viewStore } from "./views";

/** A pooled client or the connection of a transaction. */
export type Connection = Prisma.TransactionClient;

export function createStore(db: Connection) {
  return {
    acl: aclStore(db),
    agents: agentStore(db),
    answers: answerStore(db),
    audit: auditStore(db),
    board: boardStore(db),
    calls: callStore(db),
    carriers: carrierStore(db),
    config: configStore(db),
    contacts: contactStore(db),
    credentials: credentialStore(db),
    customers: customerStore(db),
    documents: documentStore(db),
    exchanges: exchangeStore(db),
    gateFacts: gateFactStore(db),
    gateProofs: gateProofStore(db),
    gateways: gatewayStore(db),
    handOffs: handOffStore(db),
    jobs: jobStore(db),
    mail: mailStore(db),
    notices: noticeStore(db),
    numbers: numberStore(db),
    observations: observationStore(db),
    quotes: quoteStore(db),
    search: searchStore(db),
    settings: settingsStore(db),
    staff: staffStore(db),
    targetHealth: targetHealthStore(db),
    taxRates: taxRateStore(db),
    carrierTemplates: carrierTemplateStore(db),
    testCalls: testCallStore(db),
    tokens: tokenStore(db),
    trunks: trunkStore(db),
    verifications: verificationStore(db),
    views: viewStore(db),
  };
}

export type Store = ReturnType<typeof createStore>;

type Readers<Part> = Pick<
  Part,
  Extract<keyof Part, `get${string}` | `find${string}` | `count${string}`>
>;

/** The store without what writes: outside a transaction there is nothing else. */
export type ReadStore = { readonly [Part in keyof Store]: Readers<Store[Part]> };
