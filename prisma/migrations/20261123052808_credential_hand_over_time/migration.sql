-- AlterTable
ALTER TABLE "sip_credential" ADD COLUMN     "handed_over_at" TIMESTAMPTZ(3);

