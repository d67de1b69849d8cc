-- 1,000,000 audit events after those that are there, numbered and chained as the trigger does it. The trigger itself would move
-- the ledger's one row two million times in one transaction, and each move would walk past all before it.
DO $$
DECLARE
  e audit_event;
  who record;
  previous bytea;
  last_sequence bigint;
  xact bigint := pg_current_xact_id()::text::bigint;
  began timestamptz := date_trunc('second', now()) - interval '1001000 seconds';
BEGIN
  SELECT audit_sequence, audit_hash INTO last_sequence, previous FROM ledger WHERE id = 1 FOR UPDATE;
  SELECT id, name INTO who FROM staff_user ORDER BY id LIMIT 1;
  FOR n IN 0 .. 999999 LOOP
    e.sequence := last_sequence + n + 1;
    e.id := pg_temp.id(25, n);
    e.at := began + make_interval(secs => n);
    e.actor_kind := 'staff';
    e.actor_id := who.id;
    e.actor_name := who.name;
    CASE n % 3
    WHEN 0 THEN
      e.action := 'carrier.update'; e.entity_table := 'carrier'; e.entity_id := pg_temp.id(6, n % 10000);
      e.carrier_id := pg_temp.id(6, n % 10000); e.customer_id := NULL; e.trunk_id := NULL;
      e.before := '{"notes": "", "version": 1}'; e.after := '{"notes": "asked for a second site", "version": 2}';
    WHEN 1 THEN
      e.action := 'trunk.update'; e.entity_table := 'trunk'; e.entity_id := pg_temp.id(7, n % 50000);
      e.carrier_id := pg_temp.id(6, n % 10000); e.customer_id := pg_temp.id(5, (n % 50000 * 7) % 8000); e.trunk_id := pg_temp.id(7, n % 50000);
      e.before := '{"maxChannels": 20, "version": 1}'; e.after := '{"maxChannels": 30, "version": 2}';
    ELSE
      e.action := 'number.add'; e.entity_table := 'phone_number'; e.entity_id := pg_temp.id(10, n);
      e.carrier_id := pg_temp.id(6, n % 10000); e.customer_id := NULL; e.trunk_id := NULL;
      e.before := NULL; e.after := '{"label": "", "active": true}';
    END CASE;
    e.request_id := 'large-store';
    e.transaction_id := xact;
    e.previous_hash := previous;
    e.hash := sha256(previous || convert_to(audit_event_text(e), 'UTF8'));
    previous := e.hash;
    INSERT INTO audit_event VALUES (e.*);
  END LOOP;
  UPDATE ledger SET audit_sequence = last_sequence + 1000000, audit_hash = previous WHERE id = 1;
END $$;
