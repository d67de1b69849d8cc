-- What must always hold, held by the database itself. Numbers in brackets are the invariants of the domain.
-- Error texts begin with a stable name in front of a colon, which the services translate into words.

-- ───────────────────────── ledger: one row orders every writing transaction ─────────────────────────

INSERT INTO ledger (id, audit_hash) VALUES (1, sha256('cradle-byoc'::bytea));
ALTER TABLE ledger ADD CONSTRAINT ledger_one_row CHECK (id = 1);

-- A writing transaction calls this first, so that sequence, hash and configuration version follow commit order
-- and two writers never wait for each other crosswise.
CREATE FUNCTION lock_ledger() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT 1 FROM ledger WHERE id = 1 FOR UPDATE
$$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%_unchangeable: rows of % are never changed or deleted (%)', TG_TABLE_NAME, TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER ledger_kept BEFORE DELETE ON ledger FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_kept_whole BEFORE TRUNCATE ON ledger FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ───────────────────────── [7] audit: append-only, numbered, chained ─────────────────────────

-- The text an event's hash is made of; verifiers recompute it. Times in UTC with microseconds.
CREATE FUNCTION audit_event_text(e audit_event) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(
    e.sequence, e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor_kind, e.actor_id,
    e.actor_name, e.action, e.entity_table, e.entity_id, e.carrier_id, e.customer_id, e.trunk_id, e.before, e.after,
    e.reason, e.request_id, e.transaction_id)::text
$$;

CREATE FUNCTION audit_event_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE ledger SET audit_sequence = audit_sequence + 1 WHERE id = 1
    RETURNING audit_sequence, audit_hash INTO NEW.sequence, NEW.previous_hash;
  NEW.transaction_id := pg_current_xact_id()::text::bigint;
  NEW.hash := sha256(NEW.previous_hash || convert_to(audit_event_text(NEW), 'UTF8'));
  UPDATE ledger SET audit_hash = NEW.hash WHERE id = 1;
  RETURN NEW;
END $$;

CREATE TRIGGER audit_event_chained BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_event_chain();
CREATE TRIGGER audit_event_kept BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_event_kept_whole BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE audit_event
  ADD CONSTRAINT audit_event_has_actor CHECK (actor_id <> '' AND actor_name <> ''),
  ADD CONSTRAINT audit_event_has_action CHECK (action <> '' AND entity_table <> '' AND entity_id <> '');

-- Sequence of the first event whose number, predecessor or hash does not fit; null when the whole chain holds.
CREATE FUNCTION audit_first_broken() RETURNS bigint LANGUAGE sql STABLE AS $$
  WITH chain AS (
    SELECT e.sequence, e.previous_hash, e.hash,
           sha256(e.previous_hash || convert_to(audit_event_text(e), 'UTF8')) AS expected,
           lag(e.hash, 1, sha256('cradle-byoc'::bytea)) OVER (ORDER BY e.sequence) AS predecessor,
           row_number() OVER (ORDER BY e.sequence) AS position
    FROM audit_event e
  ), broken AS (
    SELECT sequence FROM chain WHERE hash <> expected OR previous_hash <> predecessor OR sequence <> position
    UNION ALL
    -- events cut off at the end: the ledger knows how far the chain reached
    SELECT l.audit_sequence FROM ledger l
    WHERE l.audit_sequence <> coalesce((SELECT max(sequence) FROM chain), 0)
       OR l.audit_hash <> coalesce((SELECT hash FROM chain ORDER BY sequence DESC LIMIT 1), sha256('cradle-byoc'::bytea))
  )
  SELECT min(sequence) FROM broken
$$;

-- A change of state must come with an audit event of the same transaction about the same thing.
CREATE FUNCTION require_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM audit_event
    WHERE transaction_id = pg_current_xact_id()::text::bigint AND entity_id = NEW.id::text) THEN
    RAISE EXCEPTION 'state_change_without_audit: the state of % % changed without an audit event', TG_TABLE_NAME, NEW.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

-- ───────────────────────── [7] states change along the arrows alone ─────────────────────────

-- Arguments: pairs "from>to"; "*" stands for any state.
CREATE FUNCTION check_arrow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state
     AND NOT (OLD.state::text || '>' || NEW.state::text) = ANY (TG_ARGV)
     AND NOT ('*>' || NEW.state::text) = ANY (TG_ARGV) THEN
    RAISE EXCEPTION 'state_arrow: % may not go from % to %', TG_TABLE_NAME, OLD.state, NEW.state
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- A row begins its life in the first state of its table. Argument: that state.
CREATE FUNCTION check_first_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state::text <> TG_ARGV[0] THEN
    RAISE EXCEPTION 'state_arrow: a new % is %, not %', TG_TABLE_NAME, TG_ARGV[0], NEW.state
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER carrier_first_state BEFORE INSERT ON carrier FOR EACH ROW EXECUTE FUNCTION check_first_state('draft');
CREATE TRIGGER carrier_arrows BEFORE UPDATE ON carrier FOR EACH ROW
  EXECUTE FUNCTION check_arrow('draft>ready', 'ready>suspended', 'suspended>ready', 'draft>closed', 'ready>closed', 'suspended>closed');
CREATE CONSTRAINT TRIGGER carrier_audited AFTER UPDATE ON carrier DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.state IS DISTINCT FROM OLD.state) EXECUTE FUNCTION require_audit();

CREATE TRIGGER trunk_first_state BEFORE INSERT ON trunk FOR EACH ROW EXECUTE FUNCTION check_first_state('enquiry');
CREATE TRIGGER trunk_arrows BEFORE UPDATE ON trunk FOR EACH ROW
  EXECUTE FUNCTION check_arrow(
    'enquiry>quoting', 'quoting>configuring', 'configuring>testing', 'testing>live', 'testing>configuring',
    'enquiry>suspended', 'quoting>suspended', 'configuring>suspended', 'testing>suspended', 'live>suspended',
    'suspended>enquiry', 'suspended>quoting', 'suspended>configuring', 'suspended>testing', 'suspended>live',
    'enquiry>closed', 'quoting>closed', 'configuring>closed', 'testing>closed', 'live>closed', 'suspended>closed');
CREATE CONSTRAINT TRIGGER trunk_audited AFTER UPDATE ON trunk DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.state IS DISTINCT FROM OLD.state) EXECUTE FUNCTION require_audit();

CREATE TRIGGER quote_revision_first_state BEFORE INSERT ON quote_revision FOR EACH ROW EXECUTE FUNCTION check_first_state('draft');
CREATE TRIGGER quote_revision_arrows BEFORE UPDATE ON quote_revision FOR EACH ROW
  EXECUTE FUNCTION check_arrow('draft>sent', 'sent>accepted', 'sent>declined', 'sent>expired', 'sent>withdrawn', 'sent>superseded', 'accepted>superseded');
CREATE CONSTRAINT TRIGGER quote_revision_audited AFTER UPDATE ON quote_revision DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.state IS DISTINCT FROM OLD.state) EXECUTE FUNCTION require_audit();

CREATE TRIGGER verification_item_first_state BEFORE INSERT ON verification_item FOR EACH ROW EXECUTE FUNCTION check_first_state('draft');
CREATE TRIGGER verification_item_arrows BEFORE UPDATE ON verification_item FOR EACH ROW
  EXECUTE FUNCTION check_arrow('draft>submitted', 'submitted>verified', 'submitted>rejected', 'verified>expired', 'verified>revoked', 'verified>superseded', 'draft>withdrawn', 'submitted>withdrawn');
CREATE CONSTRAINT TRIGGER verification_item_audited AFTER UPDATE ON verification_item DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.state IS DISTINCT FROM OLD.state) EXECUTE FUNCTION require_audit();

CREATE TRIGGER sip_credential_first_state BEFORE INSERT ON sip_credential FOR EACH ROW EXECUTE FUNCTION check_first_state('active');
CREATE TRIGGER sip_credential_arrows BEFORE UPDATE ON sip_credential FOR EACH ROW
  EXECUTE FUNCTION check_arrow('active>retiring', 'active>revoked', 'retiring>revoked');
CREATE CONSTRAINT TRIGGER sip_credential_audited AFTER UPDATE ON sip_credential DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.state IS DISTINCT FROM OLD.state) EXECUTE FUNCTION require_audit();

CREATE TRIGGER requirement_check_arrows BEFORE UPDATE ON requirement_check FOR EACH ROW
  EXECUTE FUNCTION check_arrow('unknown>met', 'unknown>not_met', 'unknown>waived', 'met>not_met', 'not_met>met', 'not_met>waived', 'waived>unknown');
CREATE CONSTRAINT TRIGGER requirement_check_audited AFTER UPDATE ON requirement_check DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.state IS DISTINCT FROM OLD.state) EXECUTE FUNCTION require_audit();

-- ───────────────────────── shapes ─────────────────────────

CREATE FUNCTION is_host_name(t text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT length(t) <= 253 AND t ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$' AND t !~ '(^|\.)[0-9]+$'
$$;

-- The address a host literal means, or null for a name.
CREATE FUNCTION host_literal(t text) RETURNS inet LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF t ~ '^[0-9.]+$' OR t ~ ':' THEN RETURN t::inet; END IF;
  RETURN NULL;
EXCEPTION WHEN invalid_text_representation THEN RETURN NULL;
END $$;

CREATE FUNCTION is_host(t text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT is_host_name(t) OR coalesce(host(host_literal(t)) = t, false)
$$;

CREATE FUNCTION are_countries(t text[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(bool_and(c ~ '^[A-Z]{2}$'), true) FROM unnest(t) AS c
$$;

ALTER TABLE customer
  ADD CONSTRAINT customer_country CHECK (country ~ '^[A-Z]{2}$'),
  ADD CONSTRAINT customer_named CHECK (btrim(name::text) <> '');
ALTER TABLE carrier
  ADD CONSTRAINT carrier_country CHECK (country ~ '^[A-Z]{2}$'),
  ADD CONSTRAINT carrier_named CHECK (btrim(name::text) <> ''),
  ADD CONSTRAINT carrier_digest_status CHECK (digest_status IN (401, 407)),
  ADD CONSTRAINT carrier_limits CHECK (max_channels > 0 AND max_calls_per_sec > 0);
ALTER TABLE contact
  ADD CONSTRAINT contact_of_exactly_one CHECK (num_nonnulls(customer_id, carrier_id) = 1);
ALTER TABLE exchange_log
  ADD CONSTRAINT exchange_log_about_someone CHECK (num_nonnulls(customer_id, carrier_id) >= 1);
ALTER TABLE requirement_check
  ADD CONSTRAINT requirement_check_code CHECK (code IN ('DIRECT_SIP', 'E164_TERMINATION', 'E164_ORIGINATION',
    'A_NUMBER_TERMINATION', 'A_NUMBER_ORIGINATION', 'CRADLE_A_NUMBERS', 'ACL_AUTH', 'FIXED_SOURCE_ADDRESSES',
    'INVITE_TO_FQDN', 'DIGEST')),
  ADD CONSTRAINT requirement_check_waived_with_reason CHECK (state <> 'waived' OR btrim(coalesce(waiver_reason, '')) <> '');
ALTER TABLE gateway
  ADD CONSTRAINT gateway_host CHECK (is_host(host)),
  ADD CONSTRAINT gateway_port CHECK (port BETWEEN 1 AND 65535),
  ADD CONSTRAINT gateway_order CHECK (priority BETWEEN 0 AND 65535 AND weight BETWEEN 0 AND 65535),
  ADD CONSTRAINT gateway_removed_is_off CHECK (removed_at IS NULL OR NOT enabled);
ALTER TABLE core_endpoint
  ADD CONSTRAINT core_endpoint_host CHECK (is_host(host)),
  ADD CONSTRAINT core_endpoint_port CHECK (port BETWEEN 1 AND 65535),
  ADD CONSTRAINT core_endpoint_order CHECK (priority BETWEEN 0 AND 65535 AND weight BETWEEN 0 AND 65535);
ALTER TABLE platform_settings
  ADD CONSTRAINT platform_settings_one_row CHECK (id = 1),
  ADD CONSTRAINT platform_settings_fqdn CHECK (is_host_name(signalling_fqdn) AND signalling_fqdn LIKE '%.%'),
  ADD CONSTRAINT platform_settings_port CHECK (sip_port BETWEEN 1 AND 65535),
  ADD CONSTRAINT platform_settings_notice CHECK (notice_days BETWEEN 0 AND 365);
ALTER TABLE egress_address
  ADD CONSTRAINT egress_address_single CHECK (masklen(address) = CASE family(address) WHEN 4 THEN 32 ELSE 128 END),
  ADD CONSTRAINT egress_address_not_mapped CHECK (NOT address <<= '::ffff:0:0/96'),
  ADD CONSTRAINT egress_address_period CHECK (valid_until > valid_from);
ALTER TABLE edge_proxy
  ADD CONSTRAINT edge_proxy_single CHECK (masklen(address) = CASE family(address) WHEN 4 THEN 32 ELSE 128 END),
  ADD CONSTRAINT edge_proxy_not_mapped CHECK (NOT address <<= '::ffff:0:0/96');
ALTER TABLE core_source
  ADD CONSTRAINT core_source_canonical CHECK (block = network(block)::inet AND NOT block <<= '::ffff:0:0/96'),
  ADD CONSTRAINT core_source_width CHECK (masklen(block) >= CASE family(block) WHEN 4 THEN 16 ELSE 48 END);
ALTER TABLE lab_network
  ADD CONSTRAINT lab_network_canonical CHECK (block = network(block)::inet AND NOT block <<= '::ffff:0:0/96');
ALTER TABLE trunk
  ADD CONSTRAINT trunk_fqdn_label CHECK (fqdn_label ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  ADD CONSTRAINT trunk_country CHECK (country ~ '^[A-Z]{2}$'),
  ADD CONSTRAINT trunk_destinations CHECK (are_countries(allowed_destinations)),
  ADD CONSTRAINT trunk_limits CHECK (max_channels > 0 AND max_calls_per_sec > 0),
  ADD CONSTRAINT trunk_longest_call CHECK (longest_call_sec BETWEEN 60 AND 86400),
  ADD CONSTRAINT trunk_limits_before_testing CHECK (
    coalesce(former_state, state) NOT IN ('testing', 'live') OR (max_channels IS NOT NULL AND max_calls_per_sec IS NOT NULL)),
  ADD CONSTRAINT trunk_former_state CHECK (
    (state = 'suspended') = (former_state IS NOT NULL) AND coalesce(former_state NOT IN ('suspended', 'closed'), true));
ALTER TABLE trunk_gate_override
  ADD CONSTRAINT trunk_gate_override_reason CHECK (btrim(reason) <> '' AND cardinality(conditions) > 0);
ALTER TABLE api_token
  ADD CONSTRAINT api_token_hash CHECK (octet_length(sha256) = 32);

-- A suspended trunk resumes to the state it left and to no other; what makes it itself never changes.
CREATE FUNCTION trunk_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'trunk_kept: a trunk is closed, never deleted: its FQDN label is never used again' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.fqdn_label <> OLD.fqdn_label OR NEW.carrier_id <> OLD.carrier_id OR NEW.customer_id <> OLD.customer_id THEN
    RAISE EXCEPTION 'trunk_kept: carrier, customer and FQDN label of a trunk never change' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state = 'suspended' AND NEW.state NOT IN ('suspended', 'closed') AND NEW.state <> OLD.former_state THEN
    RAISE EXCEPTION 'state_arrow: a suspended trunk resumes to %, not to %', OLD.former_state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'suspended' AND OLD.state <> 'suspended' AND NEW.former_state <> OLD.state THEN
    RAISE EXCEPTION 'state_arrow: a suspended trunk keeps the state it left' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'suspended' AND OLD.state = 'suspended' AND NEW.former_state IS DISTINCT FROM OLD.former_state THEN
    RAISE EXCEPTION 'state_arrow: the state a suspended trunk left never changes' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER trunk_itself_kept BEFORE UPDATE OR DELETE ON trunk FOR EACH ROW EXECUTE FUNCTION trunk_kept();
CREATE TRIGGER trunk_kept_whole BEFORE TRUNCATE ON trunk FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ───────────────────────── [1] [3] numbers ─────────────────────────

ALTER TABLE phone_number
  ADD CONSTRAINT phone_number_e164 CHECK (e164 ~ '^\+[1-9][0-9]{1,14}$'),
  ADD CONSTRAINT phone_number_belongs CHECK (
    (kind = 'byoc' AND carrier_id IS NOT NULL AND trunk_id IS NOT NULL)
    OR (kind = 'cradle' AND carrier_id IS NULL AND trunk_id IS NULL));

-- ───────────────────────── [4] verifications ─────────────────────────

ALTER TABLE verification_item
  ADD CONSTRAINT verification_item_of_cradle_number CHECK (number_kind = 'cradle'),
  ADD CONSTRAINT verification_item_period CHECK (valid_until > verified_from),
  ADD CONSTRAINT verification_item_verified_from CHECK (state NOT IN ('verified', 'expired', 'superseded') OR verified_from IS NOT NULL);
CREATE UNIQUE INDEX verification_item_one_verified ON verification_item (number_id, carrier_id) WHERE state = 'verified';
CREATE UNIQUE INDEX verification_item_one_under_way ON verification_item (number_id, carrier_id) WHERE state IN ('draft', 'submitted');

-- A number that changes customer takes no confirmation along: what was verified is revoked, what is under way withdrawn.
CREATE FUNCTION revoke_verifications() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE item record;
BEGIN
  FOR item IN
    UPDATE verification_item
    SET state = CASE state WHEN 'verified' THEN 'revoked' ELSE 'withdrawn' END::verification_state,
        outcome_note = 'the number changed customer', decided_at = now(), version = version + 1, updated_at = now()
    WHERE number_id = NEW.id AND state IN ('draft', 'submitted', 'verified')
    RETURNING id, carrier_id, state
  LOOP
    INSERT INTO audit_event (sequence, id, at, actor_kind, actor_id, actor_name, action, entity_table, entity_id,
      carrier_id, customer_id, after, reason, request_id, transaction_id, previous_hash, hash)
    VALUES (0, gen_random_uuid(), now(), 'system', 'database', 'database', 'verification.' || item.state, 'verification_item',
      item.id, item.carrier_id, OLD.customer_id, jsonb_build_object('state', item.state), 'the number changed customer',
      'trigger', 0, '', '');
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER phone_number_changed_customer AFTER UPDATE ON phone_number
  FOR EACH ROW WHEN (NEW.customer_id IS DISTINCT FROM OLD.customer_id) EXECUTE FUNCTION revoke_verifications();

-- ───────────────────────── [2] addresses ─────────────────────────

-- Why a block is no public unicast address, or null when it is one.
CREATE FUNCTION special_network(block inet) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(
    (SELECT name FROM (VALUES
      ('0.0.0.0/8'::inet, 'this network'), ('10.0.0.0/8', 'private'), ('100.64.0.0/10', 'carrier-grade NAT'),
      ('127.0.0.0/8', 'loopback'), ('169.254.0.0/16', 'link-local'), ('172.16.0.0/12', 'private'),
      ('192.0.0.0/24', 'protocol assignments'), ('192.0.2.0/24', 'documentation'), ('192.88.99.0/24', '6to4 relay'),
      ('192.168.0.0/16', 'private'), ('198.18.0.0/15', 'benchmarking'), ('198.51.100.0/24', 'documentation'),
      ('203.0.113.0/24', 'documentation'), ('224.0.0.0/4', 'multicast'), ('240.0.0.0/4', 'reserved'),
      ('2001::/23', 'protocol assignments'), ('2001:db8::/32', 'documentation'), ('2002::/16', '6to4'),
      ('3fff::/20', 'documentation')) AS special (net, name)
     WHERE family(net) = family(block) AND block && net LIMIT 1),
    CASE WHEN family(block) = 6 AND NOT block <<= '2000::/3' THEN 'no global unicast address' END)
$$;

ALTER TABLE acl_entry
  ADD CONSTRAINT acl_entry_canonical CHECK (block = network(block)::inet),
  ADD CONSTRAINT acl_entry_width CHECK (masklen(block) >= CASE family(block) WHEN 4 THEN 24 ELSE 64 END),
  ADD CONSTRAINT acl_entry_not_mapped CHECK (NOT block <<= '::ffff:0:0/96'),
  ADD CONSTRAINT acl_entry_period CHECK (valid_until > valid_from),
  ADD CONSTRAINT acl_entry_removed CHECK (active = (removed_at IS NULL)),
  ADD CONSTRAINT acl_entry_no_overlap EXCLUDE USING gist (
    block inet_ops WITH &&, carrier_id WITH <>, tstzrange(valid_from, valid_until) WITH &&) WHERE (active);
CREATE UNIQUE INDEX acl_entry_once_per_carrier ON acl_entry (carrier_id, block) WHERE active AND valid_until IS NULL;

-- The first of our own addresses (core, edge, egress) that a block touches, in words; null when none.
CREATE FUNCTION own_address_in(b inet) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT what FROM (
    SELECT 'core source ' || block::text AS what FROM core_source WHERE block && b
    UNION ALL SELECT 'core endpoint ' || host FROM core_endpoint WHERE host_literal(host) && b
    UNION ALL SELECT 'edge proxy ' || host(address) FROM edge_proxy WHERE address && b
    UNION ALL SELECT 'egress address ' || host(address) FROM egress_address WHERE address && b AND coalesce(valid_until > now(), true)
  ) AS own ORDER BY what LIMIT 1
$$;

CREATE FUNCTION check_acl_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE special text; own text;
BEGIN
  IF NOT NEW.active THEN RETURN NEW; END IF;
  PERFORM lock_ledger(); -- both sides of the rule are changed under one lock, so neither can slip past the other
  special := special_network(NEW.block);
  IF special IS NOT NULL AND NOT EXISTS (SELECT 1 FROM lab_network WHERE NEW.block <<= block) THEN
    RAISE EXCEPTION 'acl_entry_special: % is % and in no lab network', NEW.block, special USING ERRCODE = 'check_violation';
  END IF;
  own := own_address_in(NEW.block);
  IF own IS NOT NULL THEN
    RAISE EXCEPTION 'acl_entry_own_address: % overlaps %', NEW.block, own USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER acl_entry_checked BEFORE INSERT OR UPDATE ON acl_entry FOR EACH ROW EXECUTE FUNCTION check_acl_entry();

CREATE FUNCTION check_gateway() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE own text;
BEGIN
  IF NEW.removed_at IS NOT NULL OR host_literal(NEW.host) IS NULL THEN RETURN NEW; END IF;
  PERFORM lock_ledger();
  own := own_address_in(host_literal(NEW.host));
  IF own IS NOT NULL THEN
    RAISE EXCEPTION 'gateway_own_address: % is %', NEW.host, own USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gateway_checked BEFORE INSERT OR UPDATE ON gateway FOR EACH ROW EXECUTE FUNCTION check_gateway();

-- The other way round: none of our own addresses may fall into what a carrier already has.
CREATE FUNCTION check_own_address() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE b inet; other text;
BEGIN
  PERFORM lock_ledger();
  IF TG_TABLE_NAME = 'core_source' THEN b := NEW.block;
  ELSIF TG_TABLE_NAME = 'core_endpoint' THEN b := host_literal(NEW.host);
  ELSE b := NEW.address;
  END IF;
  IF b IS NULL THEN RETURN NEW; END IF;
  SELECT format('ACL entry %s of %s', e.block, c.name) INTO other
    FROM acl_entry e JOIN carrier c ON c.id = e.carrier_id WHERE e.active AND e.block && b LIMIT 1;
  IF other IS NULL THEN
    SELECT format('gateway %s of %s', g.host, c.name) INTO other
      FROM gateway g JOIN carrier c ON c.id = g.carrier_id
      WHERE g.removed_at IS NULL AND host_literal(g.host) && b LIMIT 1;
  END IF;
  IF other IS NOT NULL THEN
    RAISE EXCEPTION 'own_address_overlap: % overlaps %', b, other USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER core_source_checked BEFORE INSERT OR UPDATE ON core_source FOR EACH ROW EXECUTE FUNCTION check_own_address();
CREATE TRIGGER core_endpoint_checked BEFORE INSERT OR UPDATE ON core_endpoint FOR EACH ROW EXECUTE FUNCTION check_own_address();
CREATE TRIGGER edge_proxy_checked BEFORE INSERT OR UPDATE ON edge_proxy FOR EACH ROW EXECUTE FUNCTION check_own_address();
CREATE TRIGGER egress_address_checked BEFORE INSERT OR UPDATE ON egress_address FOR EACH ROW EXECUTE FUNCTION check_own_address();

-- A lab network that an active ACL entry lives in cannot be taken away.
CREATE FUNCTION check_lab_network() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE used text;
BEGIN
  PERFORM lock_ledger();
  SELECT format('%s of %s', e.block, c.name) INTO used
    FROM acl_entry e JOIN carrier c ON c.id = e.carrier_id
    WHERE e.active AND special_network(e.block) IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM lab_network l WHERE e.block <<= l.block) LIMIT 1;
  IF used IS NOT NULL THEN
    RAISE EXCEPTION 'lab_network_in_use: ACL entry % needs this lab network', used USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER lab_network_kept AFTER UPDATE OR DELETE OR TRUNCATE ON lab_network FOR EACH STATEMENT EXECUTE FUNCTION check_lab_network();

-- ───────────────────────── [5] [9] credentials and hand-off sheets ─────────────────────────

ALTER TABLE sip_credential
  ADD CONSTRAINT sip_credential_encrypted CHECK (octet_length(ha1_sha256) >= 60 AND octet_length(ha1_md5) >= 44 AND key_id <> ''),
  ADD CONSTRAINT sip_credential_username CHECK (username ~ '^[A-Za-z0-9._-]{3,64}$'),
  ADD CONSTRAINT sip_credential_retiring CHECK (state <> 'retiring' OR retires_at IS NOT NULL),
  ADD CONSTRAINT sip_credential_revoked CHECK ((state = 'revoked') = (revoked_at IS NOT NULL));

-- True once a named contact of the customer has accepted a quote for a trunk on this carrier.
CREATE FUNCTION quote_accepted_for_carrier(carrier uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM quote_revision r JOIN quote q ON q.id = r.quote_id JOIN trunk t ON t.id = q.trunk_id
    WHERE t.carrier_id = carrier AND r.answered_by_id IS NOT NULL AND r.state IN ('accepted', 'superseded'))
$$;

CREATE FUNCTION check_credential() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM lock_ledger();
  IF TG_OP = 'INSERT' THEN
    IF NOT quote_accepted_for_carrier(NEW.carrier_id) THEN
      RAISE EXCEPTION 'quote-not-accepted: no credential before a contact of the customer has accepted a quote' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (SELECT count(*) FROM sip_credential WHERE carrier_id = NEW.carrier_id AND state <> 'revoked') >= 2 THEN
      RAISE EXCEPTION 'sip_credential_at_most_two: a carrier has at most two credentials in use' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF (NEW.carrier_id, NEW.username, NEW.realm) IS DISTINCT FROM (OLD.carrier_id, OLD.username, OLD.realm) THEN
    RAISE EXCEPTION 'sip_credential_kept: carrier, username and realm of a credential never change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sip_credential_checked BEFORE INSERT OR UPDATE ON sip_credential FOR EACH ROW EXECUTE FUNCTION check_credential();

CREATE FUNCTION check_hand_off() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sent_at IS NOT NULL AND NOT quote_accepted_for_carrier(NEW.carrier_id) THEN
    RAISE EXCEPTION 'quote-not-accepted: no hand-off sheet is sent before a contact of the customer has accepted a quote' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND ((NEW.carrier_id, NEW.number, NEW.content) IS DISTINCT FROM (OLD.carrier_id, OLD.number, OLD.content)
      OR (OLD.sent_at IS NOT NULL AND NEW.sent_at IS DISTINCT FROM OLD.sent_at)) THEN
    RAISE EXCEPTION 'hand_off_version_kept: a hand-off sheet never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hand_off_version_checked BEFORE INSERT OR UPDATE ON hand_off_version FOR EACH ROW EXECUTE FUNCTION check_hand_off();

-- ───────────────────────── documents ─────────────────────────

ALTER TABLE document
  ADD CONSTRAINT document_of_exactly_one CHECK (num_nonnulls(carrier_id, customer_id, trunk_id, requirement_check_id,
    verification_request_id, quote_revision_id, hand_off_version_id, exchange_id) = 1),
  ADD CONSTRAINT document_size CHECK (octet_length(bytes) = size_bytes AND size_bytes BETWEEN 1 AND 10485760),
  ADD CONSTRAINT document_hash CHECK (sha256 = sha256(bytes));
CREATE TRIGGER document_kept BEFORE UPDATE OR DELETE ON document FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_kept_whole BEFORE TRUNCATE ON document FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ───────────────────────── [6] quotes ─────────────────────────

ALTER TABLE quote
  ADD CONSTRAINT quote_numbered CHECK ((year IS NULL) = (serial IS NULL) AND serial > 0);
ALTER TABLE quote_revision
  ADD CONSTRAINT quote_revision_currency CHECK (currency ~ '^[A-Z]{3}$' AND currency_scale BETWEEN 0 AND 4),
  ADD CONSTRAINT quote_revision_tax CHECK (tax_basis_points BETWEEN 0 AND 10000 AND tax_country ~ '^[A-Z]{2}$'),
  ADD CONSTRAINT quote_revision_limits CHECK (agreed_channels > 0 AND agreed_calls_per_sec > 0),
  ADD CONSTRAINT quote_revision_total CHECK (total_minor = subtotal_minor + tax_minor AND subtotal_minor >= 0 AND tax_minor >= 0),
  ADD CONSTRAINT quote_revision_sent CHECK (state = 'draft' OR sent_at IS NOT NULL),
  ADD CONSTRAINT quote_revision_accepted_by CHECK (state <> 'accepted' OR (answered_by_id IS NOT NULL AND answered_at IS NOT NULL));
ALTER TABLE quote_line
  ADD CONSTRAINT quote_line_amounts CHECK (quantity > 0 AND unit_price >= 0 AND total_minor >= 0
    AND quantity_scale BETWEEN 0 AND 6 AND unit_price_scale BETWEEN 0 AND 8 AND discount_basis_points BETWEEN 0 AND 10000);
CREATE UNIQUE INDEX quote_revision_one_open ON quote_revision (quote_id) WHERE state IN ('sent', 'accepted');
CREATE UNIQUE INDEX quote_revision_one_draft ON quote_revision (quote_id) WHERE state = 'draft';

CREATE FUNCTION check_quote_revision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad int; total numeric;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'draft' THEN
      RAISE EXCEPTION 'quote_frozen: a quote that was sent is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.state <> 'draft' THEN
    IF (to_jsonb(NEW) - ARRAY['state', 'answered_at', 'answered_by_id', 'answer_note', 'answer_recorded_by_id', 'document_id', 'version', 'updated_at'])
       IS DISTINCT FROM
       (to_jsonb(OLD) - ARRAY['state', 'answered_at', 'answered_by_id', 'answer_note', 'answer_recorded_by_id', 'document_id', 'version', 'updated_at']) THEN
      RAISE EXCEPTION 'quote_frozen: a quote that was sent never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.document_id IS NOT NULL AND NEW.document_id IS DISTINCT FROM OLD.document_id THEN
      RAISE EXCEPTION 'quote_frozen: the document of a quote is attached once' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.answered_at IS NOT NULL AND (NEW.answered_at, NEW.answered_by_id, NEW.answer_note, NEW.answer_recorded_by_id)
       IS DISTINCT FROM (OLD.answered_at, OLD.answered_by_id, OLD.answer_note, OLD.answer_recorded_by_id) THEN
      RAISE EXCEPTION 'quote_frozen: an answer never changes' USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  IF NEW.state = 'accepted' AND NOT EXISTS (
      SELECT 1 FROM quote q JOIN trunk t ON t.id = q.trunk_id JOIN contact c ON c.customer_id = t.customer_id
      WHERE q.id = NEW.quote_id AND c.id = NEW.answered_by_id) THEN
    RAISE EXCEPTION 'quote_answer_contact: a quote is accepted by a contact of its customer' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'sent' AND OLD.state = 'draft' THEN
    IF NOT EXISTS (SELECT 1 FROM quote WHERE id = NEW.quote_id AND serial IS NOT NULL) THEN
      RAISE EXCEPTION 'quote_unnumbered: a quote takes its number when it is sent' USING ERRCODE = 'check_violation';
    END IF;
    SELECT count(*) FILTER (WHERE total_minor <> round(
             quantity::numeric / 10::numeric ^ quantity_scale * unit_price / 10::numeric ^ unit_price_scale
             * (10000 - discount_basis_points) / 10000 * 10::numeric ^ NEW.currency_scale)), sum(total_minor)
      INTO bad, total FROM quote_line WHERE revision_id = NEW.id;
    IF total IS NULL OR bad > 0 OR total <> NEW.subtotal_minor
       OR NEW.tax_minor <> round(NEW.subtotal_minor::numeric * NEW.tax_basis_points / 10000) THEN
      RAISE EXCEPTION 'quote_total: the lines, their sum, the tax and the total of a sent quote agree' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER quote_revision_frozen BEFORE UPDATE OR DELETE ON quote_revision FOR EACH ROW EXECUTE FUNCTION check_quote_revision();

CREATE FUNCTION check_quote_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- the row lock keeps a line from slipping in while another transaction sends the revision
  IF TG_OP <> 'INSERT' THEN
    PERFORM 1 FROM quote_revision WHERE id = OLD.revision_id AND state = 'draft' FOR UPDATE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'quote_frozen: the lines of a quote that was sent never change' USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  PERFORM 1 FROM quote_revision WHERE id = NEW.revision_id AND state = 'draft' FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'quote_frozen: the lines of a quote that was sent never change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER quote_line_frozen BEFORE INSERT OR UPDATE OR DELETE ON quote_line FOR EACH ROW EXECUTE FUNCTION check_quote_line();

-- Numbers without gaps: the counter moves by one, and the number it gives is used in the same transaction.
CREATE FUNCTION check_quote_counter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (NEW.year <> OLD.year OR NEW.last <> OLD.last + 1))
     OR (TG_OP = 'INSERT' AND NEW.last NOT IN (0, 1)) THEN
    RAISE EXCEPTION 'quote_counter_step: the counter of a year moves up by one' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER quote_counter_steps BEFORE INSERT OR UPDATE OR DELETE ON quote_counter FOR EACH ROW EXECUTE FUNCTION check_quote_counter();
CREATE FUNCTION check_quote_number_used() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.last > 0 AND NOT EXISTS (SELECT 1 FROM quote WHERE year = NEW.year AND serial = NEW.last) THEN
    RAISE EXCEPTION 'quote_counter_gap: number % of % was taken and not used', NEW.last, NEW.year USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER quote_counter_used AFTER INSERT OR UPDATE ON quote_counter DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_quote_number_used();

CREATE FUNCTION check_quote_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.serial IS NOT NULL THEN
      RAISE EXCEPTION 'quote_frozen: a numbered quote is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF NEW.trunk_id <> OLD.trunk_id OR (OLD.serial IS NOT NULL AND (NEW.year, NEW.serial) IS DISTINCT FROM (OLD.year, OLD.serial)) THEN
      RAISE EXCEPTION 'quote_frozen: trunk and number of a quote never change' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.serial IS NOT NULL THEN RETURN NEW; END IF;
  END IF;
  IF NEW.serial IS NOT NULL AND NOT EXISTS (SELECT 1 FROM quote_counter WHERE year = NEW.year AND last = NEW.serial) THEN
    RAISE EXCEPTION 'quote_counter_gap: the number of a quote comes from its year''s counter' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER quote_number_kept BEFORE INSERT OR UPDATE OR DELETE ON quote FOR EACH ROW EXECUTE FUNCTION check_quote_number();

-- ───────────────────────── [8] configuration version and change log ─────────────────────────

-- One event per statement: a bulk import of a thousand rows is one event, marked whole above 500 rows.
CREATE FUNCTION config_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE ids uuid[]; rows bigint := 0; new_version bigint;
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    rows := 501;
  ELSIF TG_TABLE_NAME = 'platform_settings' THEN
    SELECT count(*) INTO rows FROM changed;
  ELSE
    SELECT count(*), (array_agg(id))[1:501] INTO rows, ids FROM changed;
  END IF;
  IF rows = 0 THEN RETURN NULL; END IF;
  UPDATE ledger SET config_version = config_version + 1 WHERE id = 1 RETURNING config_version INTO new_version;
  INSERT INTO config_change (version, table_name, operation, row_ids, whole, at)
  VALUES (new_version, TG_TABLE_NAME, lower(TG_OP),
    CASE WHEN rows <= 500 THEN coalesce(ids, '{}') ELSE '{}' END, rows > 500 OR ids IS NULL, now());
  PERFORM pg_notify('config_change', new_version::text);
  RETURN NULL;
END $$;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['platform_settings', 'egress_address', 'core_endpoint', 'core_source', 'edge_proxy', 'carrier',
    'acl_entry', 'gateway', 'sip_credential', 'trunk', 'phone_number', 'verification_item'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION config_changed()', t || '_config_insert', t);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION config_changed()', t || '_config_update', t);
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION config_changed()', t || '_config_delete', t);
    IF t <> 'trunk' THEN -- a trunk table is never truncated at all
      EXECUTE format('CREATE TRIGGER %I AFTER TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION config_changed()', t || '_config_truncate', t);
    END IF;
  END LOOP;
END $$;

-- The log is written by those triggers alone: versions without a change, or changes of a version, are refused.
CREATE FUNCTION check_config_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'config_change_by_trigger: the configuration change log is written by triggers alone' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER config_change_by_trigger BEFORE INSERT ON config_change FOR EACH ROW EXECUTE FUNCTION check_config_change();
CREATE TRIGGER config_change_kept BEFORE UPDATE ON config_change FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The ledger moves forward only.
CREATE FUNCTION check_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 OR NEW.audit_sequence < OLD.audit_sequence OR NEW.config_version < OLD.config_version THEN
    RAISE EXCEPTION 'ledger_by_trigger: the ledger is moved by triggers alone, and forward' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_by_trigger BEFORE UPDATE ON ledger FOR EACH ROW EXECUTE FUNCTION check_ledger();
