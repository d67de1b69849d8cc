-- AlterTable
ALTER TABLE "carrier" ADD COLUMN     "test_numbers" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "test_window" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "platform_settings" ADD COLUMN     "escalation" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "test_window" TEXT NOT NULL DEFAULT '';

ALTER TABLE platform_settings
  ADD CONSTRAINT platform_settings_escalation CHECK (cardinality(escalation) <= 10);
ALTER TABLE carrier
  ADD CONSTRAINT carrier_test_numbers CHECK (
    array_to_string(test_numbers, ',') ~ '^(\+[1-9][0-9]{1,14}(,\+[1-9][0-9]{1,14})*)?$');
