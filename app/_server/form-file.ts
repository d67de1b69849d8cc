// A file of a submitted form, as the verbs take it.
import type { FileInput } from "@/lib/schemas/document";

/** The file under a control's name, or undefined where none was chosen: a browser then sends an empty one without name. */
export async function formFile(form: FormData, name: string): Promise<FileInput | undefined> {
  const file = form.get(name);
  if (!(file instanceof File) || (file.name === "" && file.size === 0)) return undefined;
  return { fileName: file.name || "document", bytes: new Uint8Array(await file.arrayBuffer()) };
}
