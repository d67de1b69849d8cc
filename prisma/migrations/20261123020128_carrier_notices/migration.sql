-- AlterEnum
ALTER TYPE "notice_kind" ADD VALUE 'egress_address_changed';

-- AlterTable
ALTER TABLE "carrier_notice" ADD COLUMN     "allows" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "created_by_id" UUID,
ADD COLUMN     "created_by_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "effective_at" TIMESTAMPTZ(3),
ADD COLUMN     "note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "overtaken_at" TIMESTAMPTZ(3),
ADD COLUMN     "recorded_by_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "reminders" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "subject" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "platform_settings" ADD COLUMN     "sip_tls_port" INTEGER NOT NULL DEFAULT 5061,
ADD COLUMN     "transports" "transport"[] DEFAULT ARRAY['udp', 'tcp']::"transport"[];

-- CreateIndex
CREATE INDEX "carrier_notice_subject_id_idx" ON "carrier_notice"("subject_id");

-- CreateIndex
CREATE INDEX "carrier_notice_due_at_idx" ON "carrier_notice"("due_at");

ALTER TABLE platform_settings
  ADD CONSTRAINT platform_settings_tls_port CHECK (sip_tls_port BETWEEN 1 AND 65535),
  ADD CONSTRAINT platform_settings_transports CHECK (cardinality(transports) > 0),
  ADD CONSTRAINT platform_settings_ports_apart CHECK (
    NOT ('tls' = ANY (transports) AND 'tcp' = ANY (transports) AND sip_tls_port = sip_port));

ALTER TABLE carrier_notice
  ADD CONSTRAINT carrier_notice_answer CHECK (
    (acknowledged_at IS NULL) = (acknowledged_by_id IS NULL) AND (acknowledged_at IS NOT NULL OR NOT allows));
-- Of what a carrier is told of one thing at most one notice waits for its answer.
CREATE UNIQUE INDEX carrier_notice_one_open ON carrier_notice (carrier_id, subject_id, subject)
  NULLS NOT DISTINCT WHERE acknowledged_at IS NULL AND overtaken_at IS NULL AND kind <> 'fqdn_changed';
CREATE UNIQUE INDEX carrier_notice_one_open_fqdn ON carrier_notice (carrier_id)
  WHERE acknowledged_at IS NULL AND overtaken_at IS NULL AND kind = 'fqdn_changed';

-- What a carrier was told stays as it was told; the answer is a contact's of that carrier, and is not taken back.
CREATE FUNCTION check_carrier_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND
      (NEW.carrier_id, NEW.kind, NEW.subject, NEW.subject_id, NEW.body, NEW.effective_at, NEW.created_at)
      IS DISTINCT FROM (OLD.carrier_id, OLD.kind, OLD.subject, OLD.subject_id, OLD.body, OLD.effective_at, OLD.created_at)) THEN
    RAISE EXCEPTION 'carrier_notice_kept: a notice stays as it was told' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND ((OLD.acknowledged_at IS NOT NULL AND NEW.acknowledged_at IS NULL) OR (OLD.allows AND NOT NEW.allows)) THEN
    RAISE EXCEPTION 'carrier_notice_kept: an answer is not taken back' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.acknowledged_by_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM contact c WHERE c.id = NEW.acknowledged_by_id AND c.carrier_id = NEW.carrier_id) THEN
    RAISE EXCEPTION 'carrier_notice_contact: the contact is of another carrier' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER carrier_notice_checked BEFORE INSERT OR UPDATE OR DELETE ON carrier_notice
  FOR EACH ROW EXECUTE FUNCTION check_carrier_notice();
