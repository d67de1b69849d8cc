-- Customers, carriers, their people, trunks, addresses and gateways: 8,000 · 10,000 · 50,000 · 20,000 · 15,000.
-- Run with the row triggers off (each row would lock the ledger) and every constraint on; true to the triggers too.

CREATE FUNCTION pg_temp.id(kind int, n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid
$$;
-- A moment of the last three years, the same at each run.
CREATE FUNCTION pg_temp.moment(n int) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT date_trunc('second', now()) - make_interval(secs => 3600 + (n::bigint * 7919) % 94608000)
$$;
CREATE FUNCTION pg_temp.country(n int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT (ARRAY['NZ', 'AU', 'GB', 'US', 'DE', 'NZ', 'FJ', 'SG'])[1 + n % 8]
$$;
CREATE FUNCTION pg_temp.word(n int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT (ARRAY['Harbour', 'Summit', 'Tidal', 'Juniper', 'Basalt', 'Lantern', 'Meridian', 'Orchard', 'Paddock', 'Quarry',
    'Ridge', 'Saffron', 'Tussock', 'Umber', 'Verdant', 'Willow', 'Zephyr', 'Anchor', 'Beacon', 'Cobalt'])[1 + n % 20]
$$;

INSERT INTO customer (id, name, account_reference, country, created_at, updated_at)
  SELECT pg_temp.id(5, n), pg_temp.word(n) || ' ' || pg_temp.word(n / 20) || ' Ltd ' || n, 'ACC-' || (100000 + n),
    pg_temp.country(n), pg_temp.moment(n), pg_temp.moment(n)
  FROM generate_series(0, 7999) n;

INSERT INTO carrier (id, name, country, state, state_changed_at, max_channels, max_calls_per_sec, created_at, updated_at)
  SELECT pg_temp.id(6, n), pg_temp.word(n / 20) || ' ' || (ARRAY['Telecom', 'Networks', 'Voice', 'Carrier'])[1 + n % 4] || ' ' || n,
    pg_temp.country(n), (CASE WHEN n % 10 < 7 THEN 'ready' WHEN n % 10 < 9 THEN 'draft' WHEN n % 20 = 9 THEN 'suspended' ELSE 'closed' END)::carrier_state,
    pg_temp.moment(n), 1000, 50, pg_temp.moment(n), pg_temp.moment(n)
  FROM generate_series(0, 9999) n;

INSERT INTO contact (id, customer_id, role, name, email, phone, created_at, updated_at)
  SELECT pg_temp.id(20, n), pg_temp.id(5, n % 8000), (CASE WHEN n < 8000 THEN 'commercial' ELSE 'technical' END)::contact_role,
    CASE WHEN n < 8000 THEN 'Accounts' ELSE 'Voice desk' END, 'desk' || n || '@customer.example', '+6499' || (100000 + n), now(), now()
  FROM generate_series(0, 15999) n;
INSERT INTO contact (id, carrier_id, role, name, email, phone, created_at, updated_at)
  SELECT pg_temp.id(21, n), pg_temp.id(6, n % 10000), (CASE WHEN n < 10000 THEN 'noc' ELSE 'signatory' END)::contact_role,
    CASE WHEN n < 10000 THEN 'NOC' ELSE 'Legal desk' END, 'noc' || n || '@carrier.example', '+6498' || (100000 + n), now(), now()
  FROM generate_series(0, 19999) n;

INSERT INTO requirement_check (id, carrier_id, code, state, note, checked_at, updated_at)
  SELECT pg_temp.id(22, n), pg_temp.id(6, n / 10), (ARRAY['DIRECT_SIP', 'E164_TERMINATION', 'E164_ORIGINATION', 'A_NUMBER_TERMINATION',
      'A_NUMBER_ORIGINATION', 'CRADLE_A_NUMBERS', 'ACL_AUTH', 'FIXED_SOURCE_ADDRESSES', 'INVITE_TO_FQDN', 'DIGEST'])[1 + n % 10],
    (CASE WHEN (n / 10) % 10 NOT IN (7, 8) OR n % 3 = 0 THEN 'met' ELSE 'unknown' END)::requirement_state,
    CASE WHEN (n / 10) % 10 NOT IN (7, 8) OR n % 3 = 0 THEN 'said in the kick-off call' ELSE '' END,
    CASE WHEN (n / 10) % 10 NOT IN (7, 8) OR n % 3 = 0 THEN now() END, now()
  FROM generate_series(0, 99999) n;

INSERT INTO acl_entry (id, carrier_id, block, label, site, requested_by, valid_from, created_at, updated_at)
  SELECT pg_temp.id(8, n), pg_temp.id(6, n % 10000), set_masklen('20.0.0.0'::inet + n::bigint * 16, CASE WHEN n % 3 = 0 THEN 29 ELSE 32 END),
    'SBC ' || n, CASE WHEN n < 10000 THEN 'Main site' ELSE 'Second site' END, 'NOC', pg_temp.moment(n), pg_temp.moment(n), pg_temp.moment(n)
  FROM generate_series(0, 19999) n;

-- Nobody's: never called, never checked.
INSERT INTO gateway (id, carrier_id, host, port, priority, options_check, created_at, updated_at)
  SELECT pg_temp.id(9, n), pg_temp.id(6, n % 10000), 'sbc-' || n || '.carrier.example', 5060, CASE WHEN n < 10000 THEN 10 ELSE 20 END,
    false, pg_temp.moment(n), pg_temp.moment(n)
  FROM generate_series(0, 14999) n;

-- Five trunks a carrier; what is not yet ready carries no trunk beyond configuring. Every 25th trunk is closed.
INSERT INTO trunk (id, carrier_id, customer_id, name, fqdn_label, country, state, former_state, state_changed_at, max_channels,
    max_calls_per_sec, allowed_destinations, created_at, updated_at)
  SELECT pg_temp.id(7, n), pg_temp.id(6, n % 10000), pg_temp.id(5, (n * 7) % 8000), pg_temp.word(n) || ' trunk ' || n, 'large-' || n,
    pg_temp.country(n), state::trunk_state, CASE WHEN state = 'suspended' THEN 'live'::trunk_state END, pg_temp.moment(n),
    CASE WHEN state IN ('testing', 'live', 'suspended', 'closed') THEN 30 END,
    CASE WHEN state IN ('testing', 'live', 'suspended', 'closed') THEN 5 END, '{NZ,AU}', pg_temp.moment(n), pg_temp.moment(n)
  FROM (SELECT n, CASE
      WHEN n % 25 = 24 OR n % 20 = 19 THEN 'closed'
      WHEN n % 10 IN (7, 8) THEN (ARRAY['enquiry', 'quoting', 'configuring'])[1 + n / 10000 % 3]
      WHEN n % 40 = 9 THEN 'suspended'
      WHEN n % 10 = 6 THEN (ARRAY['enquiry', 'quoting', 'configuring', 'testing', 'live'])[1 + n / 10000 % 5]
      WHEN n % 10 = 9 THEN 'suspended' ELSE 'live' END AS state
    FROM generate_series(0, 49999) n) AS planned;
