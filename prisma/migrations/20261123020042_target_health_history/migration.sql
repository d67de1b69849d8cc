-- AlterTable
ALTER TABLE "agent_command" ADD COLUMN     "target_id" UUID;

-- CreateTable
CREATE TABLE "target_health_change" (
    "agent_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "up" BOOLEAN,
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "target_health_change_pkey" PRIMARY KEY ("agent_id","target_id","at")
);

-- CreateTable
CREATE TABLE "target_health_hour" (
    "agent_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "checks" INTEGER NOT NULL,
    "answers" INTEGER NOT NULL,
    "samples" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "min_ms" INTEGER,
    "max_ms" INTEGER,

    CONSTRAINT "target_health_hour_pkey" PRIMARY KEY ("agent_id","target_id","hour")
);

-- CreateIndex
CREATE INDEX "target_health_change_target_id_at_idx" ON "target_health_change"("target_id", "at");

-- CreateIndex
CREATE INDEX "target_health_hour_target_id_hour_idx" ON "target_health_hour"("target_id", "hour");

-- CreateIndex
CREATE INDEX "agent_command_target_id_created_at_idx" ON "agent_command"("target_id", "created_at" DESC);

ALTER TABLE target_health_hour
  ADD CONSTRAINT target_health_hour_counts CHECK (checks >= 1 AND answers BETWEEN 0 AND checks AND cardinality(samples) <= 240),
  ADD CONSTRAINT target_health_hour_whole CHECK (hour = date_trunc('hour', hour, 'UTC'));

-- A command wakes the agents as it is committed; who claims it is decided by the row.
CREATE FUNCTION agent_command_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('agent_command', NEW.kind::text);
  RETURN NULL;
END $$;
CREATE TRIGGER agent_command_notify AFTER INSERT ON agent_command FOR EACH ROW EXECUTE FUNCTION agent_command_added();
ALTER TABLE agent_command
  ADD CONSTRAINT agent_command_deadline CHECK (deadline_at > created_at),
  ADD CONSTRAINT agent_command_about CHECK (kind <> 'send_options' OR target_id IS NOT NULL);
