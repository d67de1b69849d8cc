-- The comparison's data: CARRIERS, ACL_ENTRIES, NUMBERS, VERIFICATIONS rows; CALLED numbers belong to the CALLERS first carriers.
-- Loaded without the triggers (each row would lock the ledger), and true to them: nothing here would be refused.
SET session_replication_role = replica;

CREATE FUNCTION bench_id(kind int, n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid
$$;

INSERT INTO platform_settings (id, signalling_fqdn, updated_at) VALUES (1, 'FQDN', now());
INSERT INTO lab_network (id, block, updated_at) VALUES (bench_id(1, 1), '127.0.0.0/8', now());
INSERT INTO egress_address (id, address, updated_at) VALUES (bench_id(2, 1), '127.0.0.1', now());
INSERT INTO core_source (id, block, updated_at) VALUES (bench_id(3, 1), '127.0.0.2', now());
INSERT INTO core_endpoint (id, host, port, updated_at) VALUES (bench_id(4, 1), '127.0.0.2', ANSWERER_PORT, now());

INSERT INTO customer (id, name, country, updated_at)
  SELECT bench_id(5, n), 'Customer ' || n, 'NZ', now() FROM generate_series(0, CARRIERS - 1) n;
-- The second half of the callers answers digest challenges.
INSERT INTO carrier (id, name, country, state, auth_mode, digest_md5_only, max_channels, max_calls_per_sec, updated_at)
  SELECT bench_id(6, n), 'Carrier ' || n, 'NZ', 'ready',
    (CASE WHEN n BETWEEN CALLERS / 2 AND CALLERS - 1 THEN 'acl_and_digest' ELSE 'acl' END)::auth_mode, true, 1000000, 1000000, now()
  FROM generate_series(0, CARRIERS - 1) n;
INSERT INTO trunk (id, carrier_id, customer_id, name, fqdn_label, country, state, max_channels, max_calls_per_sec,
    allowed_destinations, updated_at)
  SELECT bench_id(7, n), bench_id(6, n), bench_id(5, n), 'Trunk ' || n, 't' || n, 'NZ', 'live', 1000000, 1000000, '{NZ,AU}', now()
  FROM generate_series(0, CARRIERS - 1) n;
INSERT INTO acl_entry (id, carrier_id, block, updated_at)
  SELECT bench_id(8, n), bench_id(6, n % CARRIERS),
    CASE WHEN n < CALLERS THEN '127.1.0.1'::inet + n ELSE '20.0.0.0'::inet + n * 16 END, now()
  FROM generate_series(0, ACL_ENTRIES - 1) n;
-- Never called and never checked: 10,000 addresses of somebody else.
INSERT INTO gateway (id, carrier_id, host, port, options_check, updated_at)
  SELECT bench_id(9, n), bench_id(6, n), host('127.64.0.0'::inet + n), 5060, false, now() FROM generate_series(0, CARRIERS - 1) n;

INSERT INTO phone_number (id, e164, kind, carrier_id, customer_id, trunk_id, updated_at)
  SELECT bench_id(10, n), '+642' || (10000000 + n * 7), 'byoc', bench_id(6, c), bench_id(5, c), bench_id(7, c), now()
  FROM (SELECT n, CASE WHEN n < CALLED THEN n % CALLERS ELSE CALLERS + n % (CARRIERS - CALLERS) END AS c
        FROM generate_series(0, NUMBERS - VERIFICATIONS - 1) n) AS byoc;
INSERT INTO phone_number (id, e164, kind, customer_id, updated_at)
  SELECT bench_id(10, n), '+642' || (10000000 + n * 7), 'cradle', bench_id(5, n % CARRIERS), now()
  FROM generate_series(NUMBERS - VERIFICATIONS, NUMBERS - 1) n;
INSERT INTO verification_request (id, carrier_id, reference, submitted_at, created_by_id, updated_at)
  SELECT bench_id(11, n), bench_id(6, n), 'LOA-' || n, now(), bench_id(12, 1), now() FROM generate_series(0, CARRIERS - 1) n;
INSERT INTO verification_item (id, request_id, carrier_id, number_id, state, verified_from, updated_at)
  SELECT bench_id(13, n), bench_id(11, n % CARRIERS), bench_id(6, n % CARRIERS), bench_id(10, n), 'verified', now() - interval '1 day', now()
  FROM generate_series(NUMBERS - VERIFICATIONS, NUMBERS - 1) n;

-- Kamailio's tables, over the very same rows.
CREATE SCHEMA kamailio;
CREATE TABLE kamailio.version (table_name text, table_version int);
INSERT INTO kamailio.version VALUES ('address', 6), ('dispatcher', 4), ('htable', 2), ('trusted', 6), ('ha1', 2);
CREATE TABLE kamailio.trusted (src_ip varchar, proto varchar, from_pattern varchar, ruri_pattern varchar, tag varchar,
  priority int);
CREATE VIEW kamailio.address AS
  SELECT row_number() OVER ()::int AS id, 1 AS grp, host(block)::varchar AS ip_addr, masklen(block) AS mask, 0 AS port,
    ''::varchar AS tag FROM public.acl_entry WHERE active;
CREATE VIEW kamailio.dispatcher AS
  SELECT 1 AS id, 1 AS setid, ('sip:' || host || ':' || port)::varchar AS destination, 0 AS flags, priority,
    ''::varchar AS attrs, label::varchar AS description FROM public.core_endpoint WHERE enabled;
CREATE VIEW kamailio.htable AS
  SELECT 1 AS id, e164::varchar AS key_name, 0 AS key_type, 0 AS value_type, '1'::varchar AS key_value, 0 AS expires
  FROM public.phone_number WHERE active;
CREATE TABLE kamailio.ha1 (id int, key_name varchar, key_type int, value_type int, key_value varchar, expires int);
INSERT INTO kamailio.ha1
  SELECT n, 'bench' || lpad(n::text, 2, '0'), 0, 0, md5('bench' || lpad(n::text, 2, '0') || ':FQDN:bench-password'), 0
  FROM generate_series(0, CALLERS - 1) n;
