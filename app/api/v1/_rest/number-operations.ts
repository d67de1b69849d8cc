// REST: many numbers at once.
import {
  AddNumberRange,
  ImportedNumbers,
  ImportNumbers,
  ImportPreview,
  PreviewNumberImport,
  StoredNumbers,
} from "@/lib/schemas/number-import";
import { addNumberRange } from "@/lib/services/numbers/add-number-range";
import { importNumbers } from "@/lib/services/numbers/import-numbers";
import { previewNumberImport } from "@/lib/services/numbers/preview-number-import";
import { type Operation, operation } from "./operation";

/** Two megabytes of text as JSON, with its line ends and quotes escaped. */
const LIST_BODY_BYTES = 5_000_000;

export const numberOperations: readonly Operation[] = [
  operation({
    method: "post",
    path: "/numbers/ranges",
    tag: "Numbers",
    summary: "Add every number of a range, or none",
    verb: addNumberRange,
    input: AddNumberRange,
    output: StoredNumbers,
  }),
  operation({
    method: "post",
    path: "/numbers/import-previews",
    tag: "Numbers",
    summary: "Say what an import would do with each row; nothing is stored",
    verb: previewNumberImport,
    input: PreviewNumberImport,
    output: ImportPreview,
    maxBodyBytes: LIST_BODY_BYTES,
  }),
  operation({
    method: "post",
    path: "/numbers/imports",
    tag: "Numbers",
    summary: "Import numbers from CSV: all rows, or with onlyRight the right ones",
    verb: importNumbers,
    input: ImportNumbers,
    output: ImportedNumbers,
    maxBodyBytes: LIST_BODY_BYTES,
  }),
];
