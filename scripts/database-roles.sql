-- What each database role may do. Run by the owner after every migration; safe to run again.
--
--   cradle_portal  portal and job worker: reads and writes rows, changes no table
--   cradle_agent   sip-agent: reads configuration, leaves records
--
-- The roles themselves, which belong to the server and not to one database, are made before.

-- Every right stands here by name, so a new table starts with none that writes; what is no longer named is withdrawn.
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM cradle_portal, cradle_agent;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM cradle_portal, cradle_agent;
REVOKE ALL ON FUNCTION lock_ledger() FROM PUBLIC, cradle_portal, cradle_agent;

GRANT USAGE ON SCHEMA public, graphile_worker TO cradle_portal;
GRANT USAGE ON SCHEMA public TO cradle_agent;

-- ── portal and job worker ──
-- TRUNCATE, REFERENCES and TRIGGER are never granted: they would go around the rules that triggers hold.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO cradle_portal;
REVOKE ALL ON _prisma_migrations FROM cradle_portal;
GRANT INSERT, UPDATE ON
  staff_user, staff_session, api_token,
  customer, carrier, contact, requirement_check, requirement_observation, carrier_answers, carrier_notice, hand_off_version,
  acl_entry, gateway, sip_credential, trunk, phone_number, verification_request, verification_item,
  quote, quote_counter, quote_revision, quote_line, test_call, mail_outbox,
  platform_settings, tax_rate, egress_address, core_endpoint, edge_proxy, saved_view, default_view, carrier_template
  TO cradle_portal;
-- Kept as first written.
GRANT INSERT ON
  audit_event, document, exchange_log, hand_off_acknowledgement, trunk_gate_override, agent_command,
  core_source, lab_network, caught_mail
  TO cradle_portal;
-- All else is ended or removed by a mark, and stays.
GRANT DELETE ON
  egress_address, core_endpoint, core_source, lab_network, staff_session, quote_line, tax_rate, carrier_template, caught_mail, unknown_source,
  requirement_observation, call_record_to_observe
  TO cradle_portal;
GRANT DELETE ON sip_credential_hour, target_health, target_health_change, target_health_hour, agent_command TO cradle_portal;
-- Drafts alone: triggers hold what was sent.
GRANT DELETE ON quote, quote_revision TO cradle_portal;
-- A person's own.
GRANT DELETE ON saved_view, default_view TO cradle_portal;
GRANT EXECUTE ON FUNCTION lock_ledger() TO cradle_portal;

-- ── sip-agent ──
GRANT SELECT ON
  platform_settings, egress_address, core_endpoint, core_source, edge_proxy, lab_network,
  customer, carrier, acl_entry, gateway, sip_credential, trunk, phone_number, verification_item,
  config_change, ledger
  TO cradle_agent;
GRANT SELECT, INSERT, UPDATE ON agent_instance, target_health, target_health_hour, sip_credential_use, sip_credential_hour, call_record, unknown_source
  TO cradle_agent;
GRANT SELECT, INSERT ON sip_message, call_record_to_observe TO cradle_agent;
GRANT SELECT, INSERT ON target_health_change TO cradle_agent;
-- What came of a command, never what it asks for.
GRANT SELECT, UPDATE (state, claimed_by_id, claimed_at, finished_at, result) ON agent_command TO cradle_agent;

-- ── the job queue ──
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO cradle_portal;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA graphile_worker TO cradle_portal;
REVOKE INSERT, UPDATE, DELETE ON graphile_worker.migrations FROM cradle_portal;
-- Its tables have row level security and no policy, which shuts out everyone but their owner.
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'graphile_worker' AND rowsecurity LOOP
    EXECUTE format('DROP POLICY IF EXISTS cradle_portal_all ON graphile_worker.%I', name);
    EXECUTE format('CREATE POLICY cradle_portal_all ON graphile_worker.%I TO cradle_portal USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;
