-- CreateIndex
CREATE INDEX "phone_number_kind_e164_idx" ON "phone_number"("kind", "e164");

