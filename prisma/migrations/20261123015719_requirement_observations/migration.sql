-- What traffic shows of a carrier's requirements, and what a carrier told of itself.

ALTER TYPE "observation_verdict" RENAME VALUE 'met' TO 'supports';
ALTER TYPE "observation_verdict" RENAME VALUE 'contradicted' TO 'contradicts';

-- One row per carrier and kind of observation: nothing has written here before.
DROP INDEX "requirement_observation_carrier_id_code_last_seen_at_idx";
ALTER TABLE "requirement_observation"
  ADD COLUMN "kind" TEXT NOT NULL,
  ADD COLUMN "subject" TEXT NOT NULL DEFAULT '',
  ALTER COLUMN "occurrences" SET DATA TYPE BIGINT;
CREATE UNIQUE INDEX "requirement_observation_carrier_id_kind_subject_key" ON "requirement_observation"("carrier_id", "kind", "subject");
ALTER TABLE "requirement_observation"
  ADD CONSTRAINT requirement_observation_code CHECK (code IN ('DIRECT_SIP', 'E164_TERMINATION', 'E164_ORIGINATION',
    'A_NUMBER_TERMINATION', 'A_NUMBER_ORIGINATION', 'CRADLE_A_NUMBERS', 'ACL_AUTH', 'FIXED_SOURCE_ADDRESSES',
    'INVITE_TO_FQDN', 'DIGEST')),
  ADD CONSTRAINT requirement_observation_seen CHECK (occurrences > 0 AND first_seen_at <= last_seen_at);

-- The agents put a record here in the statement that completes it; the job worker takes it out in the transaction that
-- counts it. So each is counted once, however late it comes and in whatever order transactions commit.
CREATE TABLE "call_record_to_observe" (
    "record_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "call_record_to_observe_pkey" PRIMARY KEY ("record_id")
);
CREATE INDEX "call_record_to_observe_due_at_idx" ON "call_record_to_observe"("due_at");
INSERT INTO call_record_to_observe (record_id, due_at)
  SELECT id, started_at FROM call_record
  WHERE complete AND carrier_id IS NOT NULL AND started_at > now() - interval '30 days';

CREATE TABLE "carrier_answers" (
    "id" UUID NOT NULL,
    "carrier_id" UUID NOT NULL,
    "answers" JSONB NOT NULL,
    "updated_by_id" TEXT NOT NULL,
    "updated_by_name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "carrier_answers_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "carrier_answers_carrier_id_key" ON "carrier_answers"("carrier_id");
ALTER TABLE "carrier_answers" ADD CONSTRAINT carrier_answers_object CHECK (jsonb_typeof(answers) = 'object');
ALTER TABLE "carrier_answers" ADD CONSTRAINT "carrier_answers_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
