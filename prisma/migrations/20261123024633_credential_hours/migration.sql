-- CreateTable
CREATE TABLE "sip_credential_hour" (
    "credential_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "calls" INTEGER NOT NULL,

    CONSTRAINT "sip_credential_hour_pkey" PRIMARY KEY ("credential_id","hour")
);

