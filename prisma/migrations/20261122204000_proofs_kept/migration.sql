-- What opens a gate is held by the database too: an accepted quote, a test call, a carrier's word.

-- An answer is written by the step to accepted or declined alone. Otherwise a sent quote could be given one, be superseded,
-- and count as accepted without anyone having accepted it.
CREATE FUNCTION check_quote_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.answered_at, NEW.answered_by_id, NEW.answer_note, NEW.answer_recorded_by_id)
     IS DISTINCT FROM (OLD.answered_at, OLD.answered_by_id, OLD.answer_note, OLD.answer_recorded_by_id)
     AND NOT (OLD.state = 'sent' AND NEW.state IN ('accepted', 'declined')) THEN
    RAISE EXCEPTION 'quote_answer_step: a quote is given an answer by being accepted or declined' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.answered_by_id IS NOT NULL AND OLD.answered_by_id IS NULL AND NOT EXISTS (
      SELECT 1 FROM quote q JOIN trunk t ON t.id = q.trunk_id JOIN contact c ON c.customer_id = t.customer_id
      WHERE q.id = NEW.quote_id AND c.id = NEW.answered_by_id) THEN
    RAISE EXCEPTION 'quote_answer_contact: a quote is answered by a contact of its customer' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER quote_revision_gets_answer BEFORE UPDATE ON quote_revision FOR EACH ROW EXECUTE FUNCTION check_quote_answer();
CREATE FUNCTION check_new_quote_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.answered_at IS NOT NULL OR NEW.answered_by_id IS NOT NULL THEN
    RAISE EXCEPTION 'quote_answer_step: a draft has no answer' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER quote_revision_has_no_answer BEFORE INSERT ON quote_revision FOR EACH ROW EXECUTE FUNCTION check_new_quote_revision();

-- A contact stays whose it is: what it accepted, received and acknowledged hangs on that.
CREATE FUNCTION contact_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.carrier_id, NEW.customer_id) IS DISTINCT FROM (OLD.carrier_id, OLD.customer_id) THEN
    RAISE EXCEPTION 'contact_kept: whose a contact is never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER contact_owner_kept BEFORE UPDATE ON contact FOR EACH ROW EXECUTE FUNCTION contact_kept();

-- A test call begins announced, ends once with an audit event, and is proven by an answered call of its own trunk and direction.
CREATE TRIGGER test_call_first_state BEFORE INSERT ON test_call FOR EACH ROW EXECUTE FUNCTION check_first_state('announced');
CREATE TRIGGER test_call_arrows BEFORE UPDATE ON test_call FOR EACH ROW
  EXECUTE FUNCTION check_arrow('announced>succeeded', 'announced>failed', 'announced>cancelled');
CREATE CONSTRAINT TRIGGER test_call_audited AFTER UPDATE ON test_call DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.state IS DISTINCT FROM OLD.state OR NEW.voided_at IS DISTINCT FROM OLD.voided_at) EXECUTE FUNCTION require_audit();
CREATE FUNCTION check_test_proof() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.call_record_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM call_record r WHERE r.id = NEW.call_record_id AND r.trunk_id = NEW.trunk_id AND r.direction = NEW.direction
        AND r.answered_at IS NOT NULL AND r.started_at BETWEEN NEW.announced_at AND NEW.expires_at) THEN
    RAISE EXCEPTION 'test_call_record: a test call is proven by an answered call of its trunk, within its window' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER test_call_record_checked BEFORE UPDATE ON test_call
  FOR EACH ROW WHEN (NEW.call_record_id IS DISTINCT FROM OLD.call_record_id) EXECUTE FUNCTION check_test_proof();

-- A hand-off sheet goes to a contact of its carrier, and only what was sent is acknowledged, by one of them.
CREATE FUNCTION check_hand_off_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sent_to_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM contact c WHERE c.id = NEW.sent_to_id AND c.carrier_id = NEW.carrier_id) THEN
    RAISE EXCEPTION 'hand_off_contact: a hand-off sheet is sent to a contact of its carrier' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hand_off_version_contact BEFORE INSERT OR UPDATE ON hand_off_version FOR EACH ROW EXECUTE FUNCTION check_hand_off_contact();
CREATE FUNCTION check_acknowledgement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
      SELECT 1 FROM hand_off_version v JOIN contact c ON c.carrier_id = v.carrier_id
      WHERE v.id = NEW.hand_off_version_id AND v.sent_at IS NOT NULL AND c.id = NEW.contact_id) THEN
    RAISE EXCEPTION 'hand_off_word: only a contact of the carrier acknowledges a sheet, and only one that was sent' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hand_off_acknowledgement_checked BEFORE INSERT ON hand_off_acknowledgement FOR EACH ROW EXECUTE FUNCTION check_acknowledgement();
CREATE TRIGGER hand_off_acknowledgement_kept BEFORE UPDATE OR DELETE ON hand_off_acknowledgement FOR EACH ROW EXECUTE FUNCTION refuse_change();
