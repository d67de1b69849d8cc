-- CreateTable
CREATE TABLE "carrier_template" (
    "id" UUID NOT NULL,
    "name" CITEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "settings" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "carrier_template_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "carrier_template_name_key" ON "carrier_template"("name");

-- Three to begin with; they can be changed and removed like any other.
INSERT INTO carrier_template (id, name, description, settings, updated_at) VALUES
  ('019ab000-0000-7000-8000-000000000001', 'SIP trunk over UDP, access list alone',
   'The usual trunk: the carrier is known by its addresses.',
   '{"carrier": {"authMode": "acl"}, "gateway": {"transport": "udp", "port": 5060}, "trunk": {}, "notesToAsk": "All addresses that calls come from, of every site. Channels and calls per second."}', now()),
  ('019ab000-0000-7000-8000-000000000002', 'Access list and digest',
   'The carrier is known by its addresses and a password.',
   '{"carrier": {"authMode": "acl_and_digest", "digestStatus": 407}, "gateway": {"transport": "udp", "port": 5060}, "trunk": {}, "notesToAsk": "Whether its equipment answers a 407 or only a 401, and which digest algorithms it knows."}', now()),
  ('019ab000-0000-7000-8000-000000000003', 'TLS',
   'Signalling over TLS.',
   '{"carrier": {"authMode": "acl"}, "gateway": {"transport": "tls", "port": 5061}, "trunk": {}, "notesToAsk": "The name in its certificate, and who issues it."}', now());
