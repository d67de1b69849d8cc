// Reads the text of a PDF back, page by page, for tests.
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** One text a page; line breaks and repeated blanks as one blank. */
export async function pdfPages(bytes: Uint8Array): Promise<string[]> {
  const task = getDocument({ data: bytes.slice(), verbosity: 0, useSystemFonts: false });
  const document = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const content = await (await document.getPage(number)).getTextContent();
    const words = content.items.map((item) =>
      "str" in item ? item.str + (item.hasEOL ? " " : "") : "",
    );
    pages.push(words.join("").replace(/\s+/g, " "));
  }
  await task.destroy();
  return pages;
}
