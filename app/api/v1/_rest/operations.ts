// The table of the REST interface: routes, OpenAPI document and tests are made from it.
import { answerOperations } from "./answer-operations";
import { carrierOperations } from "./carrier-operations";
import { customerOperations } from "./customer-operations";
import { documentOperations } from "./document-operations";
import { findingOperations } from "./finding-operations";
import { mailOperations } from "./mail-operations";
import { noticeOperations } from "./notice-operations";
import { numberOperations } from "./number-operations";
import { onboardingOperations } from "./onboarding-operations";
import type { Operation } from "./operation";
import { partnerOperations } from "./partner-operations";
import { quoteOperations } from "./quote-operations";
import { recordOperations } from "./record-operations";
import { settingsOperations } from "./settings-operations";
import { staffOperations } from "./staff-operations";
import { targetOperations } from "./target-operations";
import { templateOperations } from "./template-operations";
import { trunkOperations } from "./trunk-operations";
import { verificationOperations } from "./verification-operations";

export const OPERATIONS: readonly Operation[] = [
  ...onboardingOperations,
  ...carrierOperations,
  ...templateOperations,
  ...answerOperations,
  ...customerOperations,
  ...trunkOperations,
  ...numberOperations,
  ...verificationOperations,
  ...partnerOperations,
  ...documentOperations,
  ...mailOperations,
  ...quoteOperations,
  ...settingsOperations,
  ...targetOperations,
  ...noticeOperations,
  ...staffOperations,
  ...recordOperations,
  ...findingOperations,
];
