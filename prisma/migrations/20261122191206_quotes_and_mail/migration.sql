-- What quotes need beside their lines: tax by country, who is asked, who issues; and the mail that the embedded catcher took.

-- AlterTable
ALTER TABLE "platform_settings" ADD COLUMN     "discount_limit_basis_points" INTEGER NOT NULL DEFAULT 2000,
ADD COLUMN     "legal_address" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "legal_name" TEXT NOT NULL DEFAULT 'Cradle',
ADD COLUMN     "quote_terms" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "quote_revision" ADD COLUMN     "sent_to_id" UUID;

-- CreateTable
CREATE TABLE "tax_rate" (
    "id" UUID NOT NULL,
    "country" CHAR(2) NOT NULL,
    "name" TEXT NOT NULL,
    "basis_points" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tax_rate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "caught_mail" (
    "id" UUID NOT NULL,
    "from_address" TEXT NOT NULL,
    "to_addresses" TEXT[],
    "subject" TEXT NOT NULL,
    "text_body" TEXT NOT NULL,
    "source" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "caught_mail_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tax_rate_country_key" ON "tax_rate"("country");

-- CreateIndex
CREATE INDEX "caught_mail_received_at_idx" ON "caught_mail"("received_at" DESC);

-- AddForeignKey
ALTER TABLE "quote_revision" ADD CONSTRAINT "quote_revision_sent_to_id_fkey" FOREIGN KEY ("sent_to_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "tax_rate"
  ADD CONSTRAINT "tax_rate_country" CHECK (country ~ '^[A-Z]{2}$'),
  ADD CONSTRAINT "tax_rate_points" CHECK (basis_points BETWEEN 0 AND 10000);
ALTER TABLE "platform_settings"
  ADD CONSTRAINT "platform_settings_discount" CHECK (discount_limit_basis_points BETWEEN 0 AND 10000);

-- A quote goes to a contact of its own customer.
CREATE FUNCTION check_quote_addressee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sent_to_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM quote q JOIN trunk t ON t.id = q.trunk_id JOIN contact c ON c.customer_id = t.customer_id
      WHERE q.id = NEW.quote_id AND c.id = NEW.sent_to_id) THEN
    RAISE EXCEPTION 'quote_addressee: a quote is sent to a contact of its customer' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER quote_revision_addressee BEFORE INSERT OR UPDATE ON quote_revision
  FOR EACH ROW EXECUTE FUNCTION check_quote_addressee();
