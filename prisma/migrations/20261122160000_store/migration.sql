-- All tables of the store, as prisma/schema.prisma says them; the rules between them stand in the next migration.
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "role" AS ENUM ('admin', 'onboarding', 'sales', 'support');

-- CreateEnum
CREATE TYPE "carrier_state" AS ENUM ('draft', 'ready', 'suspended', 'closed');

-- CreateEnum
CREATE TYPE "auth_mode" AS ENUM ('acl', 'acl_and_digest');

-- CreateEnum
CREATE TYPE "trunk_state" AS ENUM ('enquiry', 'quoting', 'configuring', 'testing', 'live', 'suspended', 'closed');

-- CreateEnum
CREATE TYPE "transport" AS ENUM ('udp', 'tcp', 'tls');

-- CreateEnum
CREATE TYPE "credential_state" AS ENUM ('active', 'retiring', 'revoked');

-- CreateEnum
CREATE TYPE "number_kind" AS ENUM ('byoc', 'cradle');

-- CreateEnum
CREATE TYPE "verification_state" AS ENUM ('draft', 'submitted', 'verified', 'rejected', 'expired', 'revoked', 'superseded', 'withdrawn');

-- CreateEnum
CREATE TYPE "requirement_state" AS ENUM ('unknown', 'met', 'not_met', 'waived');

-- CreateEnum
CREATE TYPE "observation_verdict" AS ENUM ('met', 'contradicted', 'suspected');

-- CreateEnum
CREATE TYPE "quote_state" AS ENUM ('draft', 'sent', 'accepted', 'declined', 'expired', 'withdrawn', 'superseded');

-- CreateEnum
CREATE TYPE "quote_line_kind" AS ENUM ('one_off', 'monthly', 'usage');

-- CreateEnum
CREATE TYPE "contact_role" AS ENUM ('commercial', 'technical', 'noc', 'escalation', 'signatory');

-- CreateEnum
CREATE TYPE "direction" AS ENUM ('termination', 'origination');

-- CreateEnum
CREATE TYPE "header_mode" AS ENUM ('pass', 'remove');

-- CreateEnum
CREATE TYPE "invalid_a_number" AS ENUM ('refuse', 'flag');

-- CreateEnum
CREATE TYPE "exchange_direction" AS ENUM ('sent', 'received');

-- CreateEnum
CREATE TYPE "exchange_channel" AS ENUM ('email', 'phone', 'meeting', 'portal', 'other');

-- CreateEnum
CREATE TYPE "test_call_state" AS ENUM ('announced', 'succeeded', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "test_call_proof" AS ENUM ('call_record', 'loop', 'declared');

-- CreateEnum
CREATE TYPE "agent_state" AS ENUM ('starting', 'ready', 'not_ready', 'draining', 'stopped');

-- CreateEnum
CREATE TYPE "agent_command_kind" AS ENUM ('send_options', 'hang_up', 'place_test_call');

-- CreateEnum
CREATE TYPE "agent_command_state" AS ENUM ('waiting', 'claimed', 'done', 'failed', 'expired');

-- CreateEnum
CREATE TYPE "mail_state" AS ENUM ('waiting', 'sent', 'failed');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('staff', 'token', 'agent', 'system');

-- CreateEnum
CREATE TYPE "notice_kind" AS ENUM ('egress_address_added', 'egress_address_removed', 'fqdn_changed', 'hand_off_changed');

-- CreateTable
CREATE TABLE "staff_user" (
    "id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "password_hash" TEXT,
    "sso_issuer" TEXT,
    "sso_subject" TEXT,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "disabled_at" TIMESTAMPTZ(3),
    "last_sign_in_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "address" INET,
    "user_agent" TEXT,

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" UUID NOT NULL,
    "name" CITEXT NOT NULL,
    "account_reference" TEXT,
    "country" CHAR(2) NOT NULL,
    "notes" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "carrier" (
    "id" UUID NOT NULL,
    "name" CITEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "state" "carrier_state" NOT NULL DEFAULT 'draft',
    "state_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "auth_mode" "auth_mode" NOT NULL DEFAULT 'acl',
    "digest_status" INTEGER NOT NULL DEFAULT 407,
    "digest_md5_only" BOOLEAN NOT NULL DEFAULT false,
    "max_channels" INTEGER,
    "max_calls_per_sec" INTEGER,
    "notes" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "carrier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact" (
    "id" UUID NOT NULL,
    "customer_id" UUID,
    "carrier_id" UUID,
    "role" "contact_role" NOT NULL,
    "name" TEXT NOT NULL,
    "email" CITEXT,
    "phone" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "requirement_check" (
    "id" UUID NOT NULL,
    "carrier_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "state" "requirement_state" NOT NULL DEFAULT 'unknown',
    "note" TEXT NOT NULL DEFAULT '',
    "waiver_reason" TEXT,
    "checked_by_id" UUID,
    "checked_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "requirement_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "requirement_observation" (
    "id" UUID NOT NULL,
    "carrier_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "verdict" "observation_verdict" NOT NULL,
    "detail" TEXT NOT NULL,
    "call_record_id" UUID,
    "source_address" INET,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "occurrences" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "requirement_observation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "acl_entry" (
    "id" UUID NOT NULL,
    "carrier_id" UUID NOT NULL,
    "block" INET NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "site" TEXT NOT NULL DEFAULT '',
    "requested_by" TEXT NOT NULL DEFAULT '',
    "comment" TEXT NOT NULL DEFAULT '',
    "valid_from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "valid_until" TIMESTAMPTZ(3),
    "active" BOOLEAN NOT NULL DEFAULT true,
    "removed_at" TIMESTAMPTZ(3),
    "blocked_now" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "acl_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gateway" (
    "id" UUID NOT NULL,
    "carrier_id" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER,
    "transport" "transport" NOT NULL DEFAULT 'udp',
    "allow_tcp" BOOLEAN NOT NULL DEFAULT false,
    "priority" INTEGER NOT NULL DEFAULT 10,
    "weight" INTEGER NOT NULL DEFAULT 100,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "options_check" BOOLEAN NOT NULL DEFAULT true,
    "removed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "gateway_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "target_health" (
    "agent_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "up" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "round_trip_ms" INTEGER,
    "resolved" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "target_health_pkey" PRIMARY KEY ("agent_id","target_id")
);

-- CreateTable
CREATE TABLE "sip_credential" (
    "id" UUID NOT NULL,
    "carrier_id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "realm" TEXT NOT NULL,
    "ha1_sha256" BYTEA NOT NULL,
    "ha1_md5" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "state" "credential_state" NOT NULL DEFAULT 'active',
    "retires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "handed_over_to" TEXT NOT NULL DEFAULT '',
    "handed_over_via" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sip_credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sip_credential_use" (
    "credential_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sip_credential_use_pkey" PRIMARY KEY ("credential_id")
);

-- CreateTable
CREATE TABLE "trunk" (
    "id" UUID NOT NULL,
    "carrier_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "fqdn_label" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "state" "trunk_state" NOT NULL DEFAULT 'enquiry',
    "state_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "former_state" "trunk_state",
    "max_channels" INTEGER,
    "max_calls_per_sec" INTEGER,
    "allowed_destinations" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "longest_call_sec" INTEGER NOT NULL DEFAULT 14400,
    "accept_anonymous" BOOLEAN NOT NULL DEFAULT true,
    "invalid_anumber" "invalid_a_number" NOT NULL DEFAULT 'refuse',
    "accept_forwarded" BOOLEAN NOT NULL DEFAULT false,
    "allow_refer" BOOLEAN NOT NULL DEFAULT false,
    "asserted_identity" "header_mode" NOT NULL DEFAULT 'pass',
    "diversion" "header_mode" NOT NULL DEFAULT 'pass',
    "history_info" "header_mode" NOT NULL DEFAULT 'pass',
    "privacy" "header_mode" NOT NULL DEFAULT 'pass',
    "notes" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trunk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trunk_gate_override" (
    "id" UUID NOT NULL,
    "trunk_id" UUID NOT NULL,
    "from_state" "trunk_state" NOT NULL,
    "to_state" "trunk_state" NOT NULL,
    "conditions" TEXT[],
    "reason" TEXT NOT NULL,
    "staff_id" UUID NOT NULL,
    "staff_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "trunk_gate_override_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "phone_number" (
    "id" UUID NOT NULL,
    "e164" TEXT NOT NULL,
    "kind" "number_kind" NOT NULL,
    "carrier_id" UUID,
    "customer_id" UUID NOT NULL,
    "trunk_id" UUID,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "label" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "phone_number_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification_request" (
    "id" UUID NOT NULL,
    "carrier_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "submitted_at" TIMESTAMPTZ(3),
    "created_by_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification_item" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "carrier_id" UUID NOT NULL,
    "number_id" UUID NOT NULL,
    "number_kind" "number_kind" NOT NULL DEFAULT 'cradle',
    "state" "verification_state" NOT NULL DEFAULT 'draft',
    "verified_from" TIMESTAMPTZ(3),
    "valid_until" TIMESTAMPTZ(3),
    "outcome_note" TEXT NOT NULL DEFAULT '',
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document" (
    "id" UUID NOT NULL,
    "carrier_id" UUID,
    "customer_id" UUID,
    "trunk_id" UUID,
    "requirement_check_id" UUID,
    "verification_request_id" UUID,
    "quote_revision_id" UUID,
    "hand_off_version_id" UUID,
    "exchange_id" UUID,
    "purpose" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" BYTEA NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quote" (
    "id" UUID NOT NULL,
    "trunk_id" UUID NOT NULL,
    "year" INTEGER,
    "serial" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "quote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quote_revision" (
    "id" UUID NOT NULL,
    "quote_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "state" "quote_state" NOT NULL DEFAULT 'draft',
    "currency" CHAR(3) NOT NULL,
    "currency_scale" INTEGER NOT NULL,
    "tax_country" CHAR(2) NOT NULL,
    "tax_name" TEXT NOT NULL DEFAULT '',
    "tax_basis_points" INTEGER NOT NULL,
    "subtotal_minor" BIGINT NOT NULL DEFAULT 0,
    "tax_minor" BIGINT NOT NULL DEFAULT 0,
    "total_minor" BIGINT NOT NULL DEFAULT 0,
    "agreed_channels" INTEGER NOT NULL,
    "agreed_calls_per_sec" INTEGER NOT NULL,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,
    "terms" TEXT NOT NULL DEFAULT '',
    "sent_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "answered_by_id" UUID,
    "answer_note" TEXT NOT NULL DEFAULT '',
    "answer_recorded_by_id" UUID,
    "document_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quote_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quote_line" (
    "id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" "quote_line_kind" NOT NULL,
    "description" TEXT NOT NULL,
    "quantity" BIGINT NOT NULL,
    "quantity_scale" INTEGER NOT NULL DEFAULT 0,
    "unit_price" BIGINT NOT NULL,
    "unit_price_scale" INTEGER NOT NULL,
    "discount_basis_points" INTEGER NOT NULL DEFAULT 0,
    "total_minor" BIGINT NOT NULL,

    CONSTRAINT "quote_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quote_counter" (
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "quote_counter_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "platform_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "signalling_fqdn" TEXT NOT NULL,
    "sip_port" INTEGER NOT NULL DEFAULT 5060,
    "codecs" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "media_ranges" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "noc_contact" TEXT NOT NULL DEFAULT '',
    "notice_days" INTEGER NOT NULL DEFAULT 14,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "platform_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "egress_address" (
    "id" UUID NOT NULL,
    "address" INET NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "valid_from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "valid_until" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "egress_address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "core_endpoint" (
    "id" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER,
    "transport" "transport" NOT NULL DEFAULT 'udp',
    "priority" INTEGER NOT NULL DEFAULT 10,
    "weight" INTEGER NOT NULL DEFAULT 100,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "options_check" BOOLEAN NOT NULL DEFAULT true,
    "label" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "core_endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "core_source" (
    "id" UUID NOT NULL,
    "block" INET NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "core_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "edge_proxy" (
    "id" UUID NOT NULL,
    "address" INET NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "edge_proxy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lab_network" (
    "id" UUID NOT NULL,
    "block" INET NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lab_network_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "carrier_notice" (
    "id" UUID NOT NULL,
    "carrier_id" UUID NOT NULL,
    "kind" "notice_kind" NOT NULL,
    "body" TEXT NOT NULL,
    "subject_id" UUID,
    "due_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "reminded_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by_id" UUID,
    "recorded_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "carrier_notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hand_off_version" (
    "id" UUID NOT NULL,
    "carrier_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "hand_off_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hand_off_acknowledgement" (
    "id" UUID NOT NULL,
    "hand_off_version_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "allows_fqdn_and_egress" BOOLEAN NOT NULL DEFAULT false,
    "recorded_by_id" UUID NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hand_off_acknowledgement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exchange_log" (
    "id" UUID NOT NULL,
    "carrier_id" UUID,
    "customer_id" UUID,
    "contact_id" UUID,
    "direction" "exchange_direction" NOT NULL,
    "channel" "exchange_channel" NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" UUID NOT NULL,
    "staff_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "exchange_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "test_call" (
    "id" UUID NOT NULL,
    "trunk_id" UUID NOT NULL,
    "direction" "direction" NOT NULL,
    "state" "test_call_state" NOT NULL DEFAULT 'announced',
    "announced_a" TEXT NOT NULL,
    "announced_b" TEXT NOT NULL,
    "announced_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "call_record_id" UUID,
    "proof" "test_call_proof",
    "arrived_a" TEXT,
    "a_number_intact" BOOLEAN,
    "declared_by_name" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "test_call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_instance" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" "agent_state" NOT NULL DEFAULT 'starting',
    "reason" TEXT NOT NULL DEFAULT '',
    "software_version" TEXT NOT NULL,
    "listen" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "applied_version" BIGINT NOT NULL DEFAULT 0,
    "applied_at" TIMESTAMPTZ(3),
    "open_calls" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_command" (
    "id" UUID NOT NULL,
    "agent_id" UUID,
    "kind" "agent_command_kind" NOT NULL,
    "payload" JSONB NOT NULL,
    "state" "agent_command_state" NOT NULL DEFAULT 'waiting',
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_by_id" UUID,
    "claimed_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "result" JSONB,

    CONSTRAINT "agent_command_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "config_change" (
    "version" BIGINT NOT NULL,
    "table_name" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "row_ids" UUID[],
    "whole" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "config_change_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "ledger" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "audit_sequence" BIGINT NOT NULL DEFAULT 0,
    "audit_hash" BYTEA NOT NULL,
    "config_version" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "ledger_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call_record" (
    "id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "config_version" BIGINT NOT NULL,
    "direction" "direction",
    "carrier_id" UUID,
    "customer_id" UUID,
    "trunk_id" UUID,
    "call_id" TEXT NOT NULL,
    "source_address" INET NOT NULL,
    "source_port" INTEGER NOT NULL,
    "transport" "transport" NOT NULL,
    "request_uri" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "a_received" TEXT,
    "b_received" TEXT,
    "a_sent" TEXT,
    "b_sent" TEXT,
    "asserted_received" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "anonymous" BOOLEAN NOT NULL DEFAULT false,
    "rule" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "status" INTEGER,
    "reason" TEXT NOT NULL DEFAULT '',
    "trace" JSONB NOT NULL,
    "because_table" TEXT,
    "because_id" UUID,
    "attempts" JSONB NOT NULL DEFAULT '[]',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ringing_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "post_dial_delay_ms" INTEGER,
    "ended_by" TEXT,
    "complete" BOOLEAN NOT NULL DEFAULT false,
    "sampled" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "call_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sip_message" (
    "call_record_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "leg" TEXT NOT NULL,
    "peer" TEXT NOT NULL,
    "transport" "transport" NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "sip_message_pkey" PRIMARY KEY ("call_record_id","sequence")
);

-- CreateTable
CREATE TABLE "unknown_source" (
    "address" INET NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "datagrams" BIGINT NOT NULL DEFAULT 0,
    "last_transport" "transport" NOT NULL,
    "last_method" TEXT NOT NULL DEFAULT '',
    "last_request_uri" TEXT NOT NULL DEFAULT '',
    "last_user_agent" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "unknown_source_pkey" PRIMARY KEY ("address")
);

-- CreateTable
CREATE TABLE "mail_outbox" (
    "id" UUID NOT NULL,
    "to_address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text_body" TEXT NOT NULL,
    "html_body" TEXT NOT NULL DEFAULT '',
    "document_id" UUID,
    "about_table" TEXT,
    "about_id" UUID,
    "state" "mail_state" NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "sequence" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "entity_table" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "carrier_id" UUID,
    "customer_id" UUID,
    "trunk_id" UUID,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "request_id" TEXT NOT NULL,
    "transaction_id" BIGINT NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("sequence")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "prefix" TEXT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "staff_user_email_key" ON "staff_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "staff_user_sso_issuer_sso_subject_key" ON "staff_user"("sso_issuer", "sso_subject");

-- CreateIndex
CREATE INDEX "staff_session_user_id_idx" ON "staff_session"("user_id");

-- CreateIndex
CREATE INDEX "staff_session_expires_at_idx" ON "staff_session"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "customer_name_key" ON "customer"("name");

-- CreateIndex
CREATE UNIQUE INDEX "customer_account_reference_key" ON "customer"("account_reference");

-- CreateIndex
CREATE UNIQUE INDEX "carrier_name_key" ON "carrier"("name");

-- CreateIndex
CREATE INDEX "carrier_state_name_idx" ON "carrier"("state", "name");

-- CreateIndex
CREATE INDEX "contact_customer_id_idx" ON "contact"("customer_id");

-- CreateIndex
CREATE INDEX "contact_carrier_id_idx" ON "contact"("carrier_id");

-- CreateIndex
CREATE UNIQUE INDEX "requirement_check_carrier_id_code_key" ON "requirement_check"("carrier_id", "code");

-- CreateIndex
CREATE INDEX "requirement_observation_carrier_id_code_last_seen_at_idx" ON "requirement_observation"("carrier_id", "code", "last_seen_at");

-- CreateIndex
CREATE INDEX "acl_entry_carrier_id_active_idx" ON "acl_entry"("carrier_id", "active");

-- CreateIndex
CREATE INDEX "gateway_carrier_id_idx" ON "gateway"("carrier_id");

-- CreateIndex
CREATE INDEX "target_health_target_id_idx" ON "target_health"("target_id");

-- CreateIndex
CREATE INDEX "sip_credential_carrier_id_state_idx" ON "sip_credential"("carrier_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "sip_credential_realm_username_key" ON "sip_credential"("realm", "username");

-- CreateIndex
CREATE UNIQUE INDEX "trunk_fqdn_label_key" ON "trunk"("fqdn_label");

-- CreateIndex
CREATE INDEX "trunk_carrier_id_idx" ON "trunk"("carrier_id");

-- CreateIndex
CREATE INDEX "trunk_customer_id_idx" ON "trunk"("customer_id");

-- CreateIndex
CREATE INDEX "trunk_state_state_changed_at_idx" ON "trunk"("state", "state_changed_at");

-- CreateIndex
CREATE UNIQUE INDEX "trunk_id_carrier_id_customer_id_key" ON "trunk"("id", "carrier_id", "customer_id");

-- CreateIndex
CREATE INDEX "trunk_gate_override_trunk_id_idx" ON "trunk_gate_override"("trunk_id");

-- CreateIndex
CREATE UNIQUE INDEX "phone_number_e164_key" ON "phone_number"("e164");

-- CreateIndex
CREATE INDEX "phone_number_carrier_id_idx" ON "phone_number"("carrier_id");

-- CreateIndex
CREATE INDEX "phone_number_customer_id_idx" ON "phone_number"("customer_id");

-- CreateIndex
CREATE INDEX "phone_number_trunk_id_idx" ON "phone_number"("trunk_id");

-- CreateIndex
CREATE UNIQUE INDEX "phone_number_id_kind_key" ON "phone_number"("id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "verification_request_reference_key" ON "verification_request"("reference");

-- CreateIndex
CREATE INDEX "verification_request_carrier_id_idx" ON "verification_request"("carrier_id");

-- CreateIndex
CREATE UNIQUE INDEX "verification_request_id_carrier_id_key" ON "verification_request"("id", "carrier_id");

-- CreateIndex
CREATE INDEX "verification_item_request_id_idx" ON "verification_item"("request_id");

-- CreateIndex
CREATE INDEX "verification_item_number_id_idx" ON "verification_item"("number_id");

-- CreateIndex
CREATE INDEX "verification_item_carrier_id_state_idx" ON "verification_item"("carrier_id", "state");

-- CreateIndex
CREATE INDEX "document_carrier_id_idx" ON "document"("carrier_id");

-- CreateIndex
CREATE INDEX "document_customer_id_idx" ON "document"("customer_id");

-- CreateIndex
CREATE INDEX "document_trunk_id_idx" ON "document"("trunk_id");

-- CreateIndex
CREATE INDEX "document_requirement_check_id_idx" ON "document"("requirement_check_id");

-- CreateIndex
CREATE INDEX "document_verification_request_id_idx" ON "document"("verification_request_id");

-- CreateIndex
CREATE INDEX "document_quote_revision_id_idx" ON "document"("quote_revision_id");

-- CreateIndex
CREATE INDEX "quote_trunk_id_idx" ON "quote"("trunk_id");

-- CreateIndex
CREATE UNIQUE INDEX "quote_year_serial_key" ON "quote"("year", "serial");

-- CreateIndex
CREATE UNIQUE INDEX "quote_revision_document_id_key" ON "quote_revision"("document_id");

-- CreateIndex
CREATE INDEX "quote_revision_state_valid_until_idx" ON "quote_revision"("state", "valid_until");

-- CreateIndex
CREATE UNIQUE INDEX "quote_revision_quote_id_revision_key" ON "quote_revision"("quote_id", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "quote_line_revision_id_position_key" ON "quote_line"("revision_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "edge_proxy_address_key" ON "edge_proxy"("address");

-- CreateIndex
CREATE UNIQUE INDEX "lab_network_block_key" ON "lab_network"("block");

-- CreateIndex
CREATE INDEX "carrier_notice_carrier_id_acknowledged_at_idx" ON "carrier_notice"("carrier_id", "acknowledged_at");

-- CreateIndex
CREATE UNIQUE INDEX "hand_off_version_carrier_id_number_key" ON "hand_off_version"("carrier_id", "number");

-- CreateIndex
CREATE INDEX "hand_off_acknowledgement_hand_off_version_id_idx" ON "hand_off_acknowledgement"("hand_off_version_id");

-- CreateIndex
CREATE INDEX "exchange_log_carrier_id_happened_at_idx" ON "exchange_log"("carrier_id", "happened_at");

-- CreateIndex
CREATE INDEX "exchange_log_customer_id_happened_at_idx" ON "exchange_log"("customer_id", "happened_at");

-- CreateIndex
CREATE INDEX "test_call_trunk_id_direction_idx" ON "test_call"("trunk_id", "direction");

-- CreateIndex
CREATE INDEX "agent_instance_last_seen_at_idx" ON "agent_instance"("last_seen_at");

-- CreateIndex
CREATE INDEX "agent_command_state_deadline_at_idx" ON "agent_command"("state", "deadline_at");

-- CreateIndex
CREATE INDEX "call_record_started_at_idx" ON "call_record"("started_at" DESC);

-- CreateIndex
CREATE INDEX "call_record_carrier_id_started_at_idx" ON "call_record"("carrier_id", "started_at" DESC);

-- CreateIndex
CREATE INDEX "call_record_trunk_id_started_at_idx" ON "call_record"("trunk_id", "started_at" DESC);

-- CreateIndex
CREATE INDEX "call_record_customer_id_started_at_idx" ON "call_record"("customer_id", "started_at" DESC);

-- CreateIndex
CREATE INDEX "call_record_call_id_idx" ON "call_record"("call_id");

-- CreateIndex
CREATE INDEX "call_record_a_received_started_at_idx" ON "call_record"("a_received", "started_at" DESC);

-- CreateIndex
CREATE INDEX "call_record_b_received_started_at_idx" ON "call_record"("b_received", "started_at" DESC);

-- CreateIndex
CREATE INDEX "call_record_rule_started_at_idx" ON "call_record"("rule", "started_at" DESC);

-- CreateIndex
CREATE INDEX "unknown_source_last_seen_at_idx" ON "unknown_source"("last_seen_at");

-- CreateIndex
CREATE INDEX "mail_outbox_state_created_at_idx" ON "mail_outbox"("state", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_event_id_key" ON "audit_event"("id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_event_hash_key" ON "audit_event"("hash");

-- CreateIndex
CREATE INDEX "audit_event_entity_table_entity_id_sequence_idx" ON "audit_event"("entity_table", "entity_id", "sequence" DESC);

-- CreateIndex
CREATE INDEX "audit_event_carrier_id_sequence_idx" ON "audit_event"("carrier_id", "sequence" DESC);

-- CreateIndex
CREATE INDEX "audit_event_customer_id_sequence_idx" ON "audit_event"("customer_id", "sequence" DESC);

-- CreateIndex
CREATE INDEX "audit_event_trunk_id_sequence_idx" ON "audit_event"("trunk_id", "sequence" DESC);

-- CreateIndex
CREATE INDEX "audit_event_actor_id_sequence_idx" ON "audit_event"("actor_id", "sequence" DESC);

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE INDEX "audit_event_transaction_id_idx" ON "audit_event"("transaction_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_sha256_key" ON "api_token"("sha256");

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "staff_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "requirement_check" ADD CONSTRAINT "requirement_check_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "requirement_observation" ADD CONSTRAINT "requirement_observation_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "acl_entry" ADD CONSTRAINT "acl_entry_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gateway" ADD CONSTRAINT "gateway_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sip_credential" ADD CONSTRAINT "sip_credential_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trunk" ADD CONSTRAINT "trunk_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trunk" ADD CONSTRAINT "trunk_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trunk_gate_override" ADD CONSTRAINT "trunk_gate_override_trunk_id_fkey" FOREIGN KEY ("trunk_id") REFERENCES "trunk"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phone_number" ADD CONSTRAINT "phone_number_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phone_number" ADD CONSTRAINT "phone_number_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phone_number" ADD CONSTRAINT "phone_number_trunk_agrees_fkey" FOREIGN KEY ("trunk_id", "carrier_id", "customer_id") REFERENCES "trunk"("id", "carrier_id", "customer_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "verification_request" ADD CONSTRAINT "verification_request_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verification_item" ADD CONSTRAINT "verification_item_request_id_carrier_id_fkey" FOREIGN KEY ("request_id", "carrier_id") REFERENCES "verification_request"("id", "carrier_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "verification_item" ADD CONSTRAINT "verification_item_number_id_number_kind_fkey" FOREIGN KEY ("number_id", "number_kind") REFERENCES "phone_number"("id", "kind") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_trunk_id_fkey" FOREIGN KEY ("trunk_id") REFERENCES "trunk"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_requirement_check_id_fkey" FOREIGN KEY ("requirement_check_id") REFERENCES "requirement_check"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_verification_request_id_fkey" FOREIGN KEY ("verification_request_id") REFERENCES "verification_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_quote_revision_id_fkey" FOREIGN KEY ("quote_revision_id") REFERENCES "quote_revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_hand_off_version_id_fkey" FOREIGN KEY ("hand_off_version_id") REFERENCES "hand_off_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_exchange_id_fkey" FOREIGN KEY ("exchange_id") REFERENCES "exchange_log"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_trunk_id_fkey" FOREIGN KEY ("trunk_id") REFERENCES "trunk"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_revision" ADD CONSTRAINT "quote_revision_quote_id_fkey" FOREIGN KEY ("quote_id") REFERENCES "quote"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_revision" ADD CONSTRAINT "quote_revision_answered_by_id_fkey" FOREIGN KEY ("answered_by_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_revision" ADD CONSTRAINT "quote_revision_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_line" ADD CONSTRAINT "quote_line_revision_id_fkey" FOREIGN KEY ("revision_id") REFERENCES "quote_revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "carrier_notice" ADD CONSTRAINT "carrier_notice_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "carrier_notice" ADD CONSTRAINT "carrier_notice_acknowledged_by_id_fkey" FOREIGN KEY ("acknowledged_by_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_off_version" ADD CONSTRAINT "hand_off_version_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_off_acknowledgement" ADD CONSTRAINT "hand_off_acknowledgement_hand_off_version_id_fkey" FOREIGN KEY ("hand_off_version_id") REFERENCES "hand_off_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_off_acknowledgement" ADD CONSTRAINT "hand_off_acknowledgement_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exchange_log" ADD CONSTRAINT "exchange_log_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exchange_log" ADD CONSTRAINT "exchange_log_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exchange_log" ADD CONSTRAINT "exchange_log_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "test_call" ADD CONSTRAINT "test_call_trunk_id_fkey" FOREIGN KEY ("trunk_id") REFERENCES "trunk"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

