-- Test calls and hand-off sheets: what they lacked, and what must hold of them.

ALTER TABLE "hand_off_version" ADD COLUMN "sent_to_id" UUID;
ALTER TABLE "hand_off_version" ADD CONSTRAINT "hand_off_version_sent_to_id_fkey" FOREIGN KEY ("sent_to_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "hand_off_acknowledgement" ADD COLUMN "note" TEXT NOT NULL DEFAULT '';
ALTER TABLE "test_call" ADD COLUMN "declared_at" TIMESTAMPTZ(3), ADD COLUMN "voided_at" TIMESTAMPTZ(3);

-- One call proves one test.
CREATE UNIQUE INDEX test_call_one_record ON test_call (call_record_id) WHERE call_record_id IS NOT NULL;
CREATE INDEX test_call_waiting ON test_call (announced_at) WHERE state = 'announced';

ALTER TABLE test_call
  ADD CONSTRAINT test_call_numbers CHECK (announced_a ~ '^\+[1-9][0-9]{1,14}$' AND announced_b ~ '^\+[1-9][0-9]{1,14}$'),
  ADD CONSTRAINT test_call_window CHECK (expires_at > announced_at),
  ADD CONSTRAINT test_call_finished CHECK ((state = 'announced') = (finished_at IS NULL)),
  ADD CONSTRAINT test_call_proven CHECK (state <> 'succeeded'
    OR (a_number_intact IS TRUE AND call_record_id IS NOT NULL AND proof IS NOT NULL)),
  ADD CONSTRAINT test_call_declared CHECK (proof IS DISTINCT FROM 'declared'
    OR (btrim(coalesce(declared_by_name, '')) <> '' AND declared_at IS NOT NULL));

-- What was announced before the call never changes, nor does what came of it.
CREATE FUNCTION check_test_call() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE'
     OR (NEW.trunk_id, NEW.direction, NEW.announced_a, NEW.announced_b, NEW.announced_at, NEW.expires_at)
        IS DISTINCT FROM (OLD.trunk_id, OLD.direction, OLD.announced_a, OLD.announced_b, OLD.announced_at, OLD.expires_at)
     OR (OLD.voided_at IS NOT NULL AND NEW.voided_at IS DISTINCT FROM OLD.voided_at)
     OR (OLD.state <> 'announced' AND (to_jsonb(NEW) - ARRAY['voided_at', 'version']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['voided_at', 'version'])) THEN
    RAISE EXCEPTION 'test_call_kept: what was announced and what came of it never change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER test_call_kept BEFORE UPDATE OR DELETE ON test_call FOR EACH ROW EXECUTE FUNCTION check_test_call();

-- A sheet that was sent keeps whom it was sent to as well.
CREATE OR REPLACE FUNCTION check_hand_off() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sent_at IS NOT NULL AND NOT quote_accepted_for_carrier(NEW.carrier_id) THEN
    RAISE EXCEPTION 'quote-not-accepted: no hand-off sheet is sent before a contact of the customer has accepted a quote' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND ((NEW.carrier_id, NEW.number, NEW.content) IS DISTINCT FROM (OLD.carrier_id, OLD.number, OLD.content)
      OR (OLD.sent_at IS NOT NULL AND (NEW.sent_at, NEW.sent_to_id) IS DISTINCT FROM (OLD.sent_at, OLD.sent_to_id))) THEN
    RAISE EXCEPTION 'hand_off_version_kept: a hand-off sheet never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
