// Draws a document into the bytes of a PDF.
import { renderToBuffer } from "@react-pdf/renderer";
import type { ComponentProps, ReactElement } from "react";
import { registerFonts } from "./fonts";
import type { Sheet } from "./page-kit";

/** `document` is one of the PDFs of this folder. */
export async function renderPdf(document: ReactElement): Promise<Uint8Array<ArrayBuffer>> {
  registerFonts();
  // Its type asks for the library's own Document element, which each of ours becomes.
  const buffer = await renderToBuffer(document as ReactElement<ComponentProps<typeof Sheet>>);
  return new Uint8Array(buffer);
}
