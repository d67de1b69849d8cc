-- A call record that is complete is evidence: whoever writes records may open and finish one, and never rewrite it.

CREATE FUNCTION call_record_finished() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'call_record_finished: the record of call % is complete and is never changed', OLD.id
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER call_record_finished BEFORE UPDATE ON call_record
  FOR EACH ROW WHEN (OLD.complete) EXECUTE FUNCTION call_record_finished();
