-- A quote of three lines for every trunk beyond enquiry, numbered without gaps; letters, the log of what was exchanged, mail.
CREATE TEMP TABLE quoted ON COMMIT DROP AS
  SELECT row_number() OVER (ORDER BY id)::int AS n, id AS trunk_id, customer_id, state AS trunk_state,
    substr(fqdn_label, 7)::int AS trunk_n
  FROM trunk WHERE state <> 'enquiry' AND fqdn_label LIKE 'large-%';

-- The year of the large store is its own, so that no counter of a year in use moves.
INSERT INTO quote (id, trunk_id, year, serial, created_at)
  SELECT pg_temp.id(14, n), trunk_id, 2019, n, pg_temp.moment(n) FROM quoted;
INSERT INTO quote_counter (year, last) SELECT 2019, max(n) FROM quoted;

INSERT INTO quote_revision (id, quote_id, revision, state, currency, currency_scale, tax_country, tax_name, tax_basis_points,
    subtotal_minor, tax_minor, total_minor, agreed_channels, agreed_calls_per_sec, valid_until, sent_at, sent_to_id,
    answered_at, answered_by_id, created_at, updated_at)
  SELECT pg_temp.id(15, n), pg_temp.id(14, n), 1, CASE WHEN trunk_state = 'quoting' THEN 'sent' ELSE 'accepted' END::quote_state,
    'NZD', 2, 'NZ', 'GST', 1500, 63000, 9450, 72450, 30, 5, now() + interval '30 days', pg_temp.moment(n), contact_id,
    CASE WHEN trunk_state <> 'quoting' THEN pg_temp.moment(n) END, CASE WHEN trunk_state <> 'quoting' THEN contact_id END,
    pg_temp.moment(n), pg_temp.moment(n)
  FROM (SELECT *, pg_temp.id(20, (trunk_n * 7) % 8000) AS contact_id FROM quoted) AS planned;
INSERT INTO quote_line (id, revision_id, position, kind, description, quantity, unit_price, unit_price_scale, total_minor)
  SELECT pg_temp.id(16, n * 3 + line), pg_temp.id(15, n), line + 1, (ARRAY['one_off', 'monthly', 'usage'])[line + 1]::quote_line_kind,
    (ARRAY['Set-up', 'Channel', 'Minute to a mobile'])[line + 1], (ARRAY[1, 30, 1000])[line + 1], (ARRAY[50000, 350, 250])[line + 1],
    (ARRAY[2, 2, 4])[line + 1], (ARRAY[50000, 10500, 2500])[line + 1]
  FROM quoted, generate_series(0, 2) line;

INSERT INTO exchange_log (id, carrier_id, contact_id, direction, channel, subject, happened_at, staff_id, staff_name, created_at)
  SELECT pg_temp.id(17, n), pg_temp.id(6, n % 10000), pg_temp.id(21, n % 10000), (ARRAY['sent', 'received'])[1 + n % 2]::exchange_direction,
    (ARRAY['email', 'phone', 'meeting'])[1 + n % 3]::exchange_channel, 'About the interconnect', pg_temp.moment(n), s.id, s.name, pg_temp.moment(n)
  FROM generate_series(0, 49999) n, (SELECT id, name FROM staff_user ORDER BY id LIMIT 1) s;
INSERT INTO mail_outbox (id, to_address, subject, text_body, state, attempts, created_at, sent_at)
  SELECT pg_temp.id(18, n), 'desk' || n % 16000 || '@customer.example', 'Your quote ' || n, 'The quote is attached.', 'sent', 1,
    pg_temp.moment(n), pg_temp.moment(n)
  FROM generate_series(0, 29999) n;

-- Drafts beside the quotes that were sent.
INSERT INTO quote (id, trunk_id, created_at)
  SELECT pg_temp.id(26, n), trunk_id, pg_temp.moment(n) FROM quoted WHERE trunk_state = 'quoting';
INSERT INTO quote_revision (id, quote_id, revision, currency, currency_scale, tax_country, tax_name, tax_basis_points, subtotal_minor,
    tax_minor, total_minor, agreed_channels, agreed_calls_per_sec, valid_until, created_at, updated_at)
  SELECT pg_temp.id(27, n), pg_temp.id(26, n), 1, 'NZD', 2, 'NZ', 'GST', 1500, 50000, 7500, 57500, 30, 5, now() + interval '30 days',
    pg_temp.moment(n), pg_temp.moment(n)
  FROM quoted WHERE trunk_state = 'quoting';
INSERT INTO quote_line (id, revision_id, position, kind, description, quantity, unit_price, unit_price_scale, total_minor)
  SELECT pg_temp.id(28, n), pg_temp.id(27, n), 1, 'one_off', 'Set-up', 1, 50000, 2, 50000 FROM quoted WHERE trunk_state = 'quoting';
INSERT INTO caught_mail (id, from_address, to_addresses, subject, text_body, source, received_at)
  SELECT pg_temp.id(29, n), 'byoc@cradle.example', ARRAY['desk' || n || '@customer.example'], 'Your quote ' || n, 'The quote is attached.',
    convert_to(E'From: byoc@cradle.example\r\nTo: desk' || n || E'@customer.example\r\nSubject: Your quote ' || n || E'\r\n\r\nThe quote is attached.\r\n', 'UTF8'),
    pg_temp.moment(n)
  FROM generate_series(0, 1999) n;

-- What carriers were told of an egress address; a third has not answered.
INSERT INTO carrier_notice (id, carrier_id, kind, subject, body, due_at, sent_at, acknowledged_at, acknowledged_by_id, allows, created_at, updated_at)
  SELECT pg_temp.id(30, n), pg_temp.id(6, n), 'egress_address_added', '192.0.2.9', 'We will also send from 192.0.2.9.',
    now() + interval '10 days', now() - interval '4 days', CASE WHEN n % 3 > 0 THEN now() - interval '2 days' END,
    CASE WHEN n % 3 > 0 THEN pg_temp.id(21, n) END, n % 3 > 0, now() - interval '4 days', now()
  FROM generate_series(0, 6999) n;
