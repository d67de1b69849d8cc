-- 900,000 numbers of carriers and 100,000 of ours, and a verification of each of ours in 10,000 requests.
CREATE TEMP TABLE open_trunk ON COMMIT DROP AS
  SELECT row_number() OVER (ORDER BY id) - 1 AS n, id, carrier_id, customer_id, state FROM trunk
  WHERE state <> 'closed' AND fqdn_label LIKE 'large-%';
CREATE UNIQUE INDEX ON open_trunk (n);
ANALYZE open_trunk;

INSERT INTO phone_number (id, e164, kind, carrier_id, customer_id, trunk_id, label, created_at, updated_at)
  SELECT pg_temp.id(10, s.n), '+6421' || (1000000 + s.n * 7), 'byoc', t.carrier_id, t.customer_id, t.id,
    CASE WHEN s.n % 10 = 0 THEN 'Front desk' ELSE '' END, pg_temp.moment(s.n), pg_temp.moment(s.n)
  FROM generate_series(0, 899999) AS s (n) JOIN open_trunk t ON t.n = s.n % (SELECT count(*) FROM open_trunk);
INSERT INTO phone_number (id, e164, kind, customer_id, created_at, updated_at)
  SELECT pg_temp.id(10, n), '+6421' || (1000000 + n * 7), 'cradle', pg_temp.id(5, n % 8000), pg_temp.moment(n), pg_temp.moment(n)
  FROM generate_series(900000, 999999) n;

INSERT INTO verification_request (id, carrier_id, reference, submitted_at, created_by_id, created_at, updated_at)
  SELECT pg_temp.id(11, n), pg_temp.id(6, n), 'LOA-' || (10000 + n), CASE WHEN n % 20 <> 0 THEN pg_temp.moment(n) END,
    pg_temp.id(12, 1), pg_temp.moment(n), pg_temp.moment(n)
  FROM generate_series(0, 9999) n;
INSERT INTO verification_item (id, request_id, carrier_id, number_id, state, verified_from, valid_until, decided_at, created_at, updated_at)
  SELECT pg_temp.id(13, n), pg_temp.id(11, n / 10), pg_temp.id(6, n / 10), pg_temp.id(10, 900000 + n), state::verification_state,
    CASE WHEN state IN ('verified', 'expired') THEN now() - interval '400 days' END,
    CASE state WHEN 'verified' THEN now() + make_interval(days => 5 + n % 700) WHEN 'expired' THEN now() - interval '10 days' END,
    CASE WHEN state NOT IN ('draft', 'submitted') THEN now() - interval '400 days' END, pg_temp.moment(n / 10), now()
  FROM (SELECT n, CASE n / 10 % 20 WHEN 0 THEN 'draft' WHEN 1 THEN 'submitted' WHEN 2 THEN 'rejected' WHEN 3 THEN 'expired'
      ELSE 'verified' END AS state FROM generate_series(0, 99999) n) AS planned;
