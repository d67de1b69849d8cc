-- What a customer was shown stays as it stood when sent, whatever names and settings become; and who sent it.

-- AlterTable
ALTER TABLE "quote_revision" ADD COLUMN     "sent_by_id" UUID,
ADD COLUMN     "sent_by_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "sheet" JSONB;
