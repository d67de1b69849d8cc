-- CreateIndex
CREATE INDEX "document_exchange_id_idx" ON "document"("exchange_id");

