-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "name" CITEXT NOT NULL,
    "query" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "owner_name" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "default_view" (
    "owner_id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "view_id" UUID NOT NULL,

    CONSTRAINT "default_view_pkey" PRIMARY KEY ("owner_id","list")
);

-- CreateIndex
CREATE INDEX "saved_view_list_shared_idx" ON "saved_view"("list", "shared");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_owner_id_list_name_key" ON "saved_view"("owner_id", "list", "name");

-- CreateIndex
CREATE INDEX "default_view_view_id_idx" ON "default_view"("view_id");

-- CreateIndex
CREATE INDEX "phone_number_label_id_idx" ON "phone_number"("label", "id");

-- CreateIndex
CREATE INDEX "phone_number_e164_trgm" ON "phone_number" USING GIN ("e164" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "phone_number_label_trgm" ON "phone_number" USING GIN ("label" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "trunk_name_id_idx" ON "trunk"("name", "id");

-- CreateIndex
CREATE INDEX "trunk_state_changed_at_id_idx" ON "trunk"("state_changed_at", "id");

-- CreateIndex
CREATE INDEX "trunk_name_trgm" ON "trunk" USING GIN ("name" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "trunk_fqdn_label_trgm" ON "trunk" USING GIN ("fqdn_label" gin_trgm_ops);

-- AddForeignKey
ALTER TABLE "default_view" ADD CONSTRAINT "default_view_view_id_fkey" FOREIGN KEY ("view_id") REFERENCES "saved_view"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- By hand: names without regard to case are compared as text, which Prisma's schema cannot say of an index.
CREATE INDEX carrier_name_trgm ON carrier USING gin ((name::text) gin_trgm_ops);
CREATE INDEX customer_name_trgm ON customer USING gin ((name::text) gin_trgm_ops);

ALTER TABLE saved_view
  ADD CONSTRAINT saved_view_named CHECK (btrim(name::text) <> ''),
  ADD CONSTRAINT saved_view_query CHECK (length(query) <= 2000);
