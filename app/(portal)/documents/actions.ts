"use server";
// Adds a document to whatever the form names.
import { action } from "@/app/_server/action";
import { formFile } from "@/app/_server/form-file";
import { formObject } from "@/app/_server/form-values";
import { uploadDocument } from "@/lib/services/documents/upload-document";

export const uploadDocumentAction = action({
  input: async (form) => ({ ...formObject(form), file: await formFile(form, "file") }),
  run: uploadDocument,
});
