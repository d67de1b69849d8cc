-- Whom a letter of authorisation is mailed to, and who signs for it.

ALTER TABLE "verification_request" ADD COLUMN     "sent_to_id" UUID,
ADD COLUMN     "submitted_by_id" UUID,
ADD COLUMN     "submitted_by_name" TEXT NOT NULL DEFAULT '';

ALTER TABLE "verification_request" ADD CONSTRAINT "verification_request_sent_to_id_fkey" FOREIGN KEY ("sent_to_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE FUNCTION check_letter_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sent_to_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM contact c WHERE c.id = NEW.sent_to_id AND c.carrier_id = NEW.carrier_id) THEN
    RAISE EXCEPTION 'letter_contact: a letter of authorisation is sent to a contact of its carrier' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER letter_contact_checked BEFORE INSERT OR UPDATE ON verification_request
  FOR EACH ROW EXECUTE FUNCTION check_letter_contact();
