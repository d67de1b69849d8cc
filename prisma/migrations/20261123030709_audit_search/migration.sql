-- CreateIndex
CREATE INDEX "audit_event_action_sequence_idx" ON "audit_event"("action", "sequence" DESC);

-- The words by which events are found: lib/db/audit asks for this very expression.
CREATE INDEX "audit_event_words_trgm" ON "audit_event" USING GIN
  ((actor_name || ' ' || action || ' ' || entity_table || ' ' || entity_id || ' ' || coalesce(reason, '')) gin_trgm_ops);
