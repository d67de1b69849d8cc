-- The log of what was sent and received is append-only, and names a contact of the carrier or customer it is about.
CREATE TRIGGER exchange_log_kept BEFORE UPDATE OR DELETE ON exchange_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER exchange_log_kept_whole BEFORE TRUNCATE ON exchange_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION check_exchange() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.contact_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM contact c WHERE c.id = NEW.contact_id
        AND (c.carrier_id = NEW.carrier_id OR c.customer_id = NEW.customer_id)) THEN
    RAISE EXCEPTION 'exchange_contact: the contact is of another carrier or customer' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER exchange_log_checked BEFORE INSERT ON exchange_log FOR EACH ROW EXECUTE FUNCTION check_exchange();
