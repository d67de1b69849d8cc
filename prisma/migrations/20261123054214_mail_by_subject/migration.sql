-- CreateIndex
CREATE INDEX "mail_outbox_about_id_idx" ON "mail_outbox"("about_id");

