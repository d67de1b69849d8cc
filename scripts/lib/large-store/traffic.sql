-- 500,000 calls of the last 30 days over all open trunks, one in ten refused; 20,000 addresses that knocked.
INSERT INTO call_record (id, agent_id, config_version, direction, carrier_id, customer_id, trunk_id, call_id, source_address, source_port,
    transport, request_uri, user_agent, a_received, b_received, a_sent, b_sent, rule, action, status, reason, trace, started_at,
    ringing_at, answered_at, ended_at, post_dial_delay_ms, ended_by, complete)
  SELECT pg_temp.id(23, calls.n), pg_temp.id(24, 1), 1, 'termination', t.carrier_id, t.customer_id, t.id, 'call-' || calls.n || '@carrier.example',
    '20.0.0.0'::inet + (calls.n % 20000)::bigint * 16, 5060, 'udp', 'sip:' || b || '@byoc.example', 'SBC', a, b, a, b,
    CASE WHEN refused THEN 'b-number-unassigned' ELSE 'route' END, CASE WHEN refused THEN 'reject' ELSE 'route' END,
    CASE WHEN refused THEN 404 ELSE 200 END, CASE WHEN refused THEN 'Number not assigned' ELSE 'OK' END,
    jsonb_build_array(jsonb_build_object('rule', 1, 'outcome', 'passed', 'because', NULL)), began,
    CASE WHEN NOT refused THEN began + interval '1 second' END, CASE WHEN NOT refused THEN began + interval '4 seconds' END,
    began + CASE WHEN refused THEN interval '0' ELSE make_interval(secs => 5 + calls.n % 600) END, CASE WHEN NOT refused THEN 1000 END,
    CASE WHEN NOT refused THEN 'caller' END, true
  FROM (SELECT n, n % 10 = 9 AS refused, '+6421' || (1000000 + n * 7) AS b, '+6427' || (1000000 + n % 5000) AS a,
      date_trunc('second', now()) - make_interval(secs => 600 + n * 5) AS began
    FROM generate_series(0, 499999) n) AS calls
  JOIN open_trunk t ON t.n = calls.n % (SELECT count(*) FROM open_trunk);

INSERT INTO unknown_source (address, first_seen_at, last_seen_at, datagrams, last_transport, last_method, last_request_uri, last_user_agent)
  SELECT '45.0.0.0'::inet + n::bigint * 5, now() - interval '20 days', now() - make_interval(secs => n * 60), 1 + n % 500, 'udp',
    'INVITE', 'sip:+64211000000@byoc.example', 'scanner'
  FROM generate_series(0, 19999) n;
