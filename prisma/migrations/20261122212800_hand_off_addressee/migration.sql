-- The address that a hand-off sheet is mailed to is chosen when it is sent, and what the exchange log says of it waits for the mail.

ALTER TABLE "hand_off_version" ADD COLUMN     "created_by_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "sent_to_address" TEXT;

-- Those whose PDF is still to be drawn go where they would have gone.
ALTER TABLE hand_off_version DISABLE TRIGGER USER;
UPDATE hand_off_version v SET sent_to_address = c.email FROM contact c WHERE c.id = v.sent_to_id;
UPDATE hand_off_version v SET created_by_name = s.name FROM staff_user s WHERE s.id = v.created_by_id;
ALTER TABLE hand_off_version ENABLE TRIGGER USER;

CREATE OR REPLACE FUNCTION check_hand_off() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sent_at IS NOT NULL AND NOT quote_accepted_for_carrier(NEW.carrier_id) THEN
    RAISE EXCEPTION 'quote-not-accepted: no hand-off sheet is sent before a contact of the customer has accepted a quote' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND ((NEW.carrier_id, NEW.number, NEW.content) IS DISTINCT FROM (OLD.carrier_id, OLD.number, OLD.content)
      OR (OLD.sent_at IS NOT NULL AND (NEW.sent_at, NEW.sent_to_id, NEW.sent_to_address, NEW.note)
        IS DISTINCT FROM (OLD.sent_at, OLD.sent_to_id, OLD.sent_to_address, OLD.note))) THEN
    RAISE EXCEPTION 'hand_off_version_kept: a hand-off sheet never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
