// File names in headers: whatever is in them, they stay inside their quotes and arrive whole.
import { describe, expect, it } from "vitest";
import { contentDisposition, fileAnswer, textAnswer } from "./file-answer";
import { formFile } from "./form-file";

describe("contentDisposition", () => {
  it.each([
    ["offer.pdf", `attachment; filename="offer.pdf"; filename*=UTF-8''offer.pdf`],
    ["Āpia.pdf", `attachment; filename="_pia.pdf"; filename*=UTF-8''%C4%80pia.pdf`],
    [
      'a"; x="b.txt',
      `attachment; filename="a_; x=_b.txt"; filename*=UTF-8''a%22%3B%20x%3D%22b.txt`,
    ],
    [
      "it's (1)*.txt",
      `attachment; filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`,
    ],
    ["a\r\nX: 1.txt", `attachment; filename="a__X: 1.txt"; filename*=UTF-8''a%0D%0AX%3A%201.txt`],
    ["\ud800.txt", `attachment; filename="_.txt"; filename*=UTF-8''%EF%BF%BD.txt`],
  ])("writes %j", (name, header) => {
    expect(contentDisposition(name)).toBe(header);
    expect(() => new Headers({ "content-disposition": header })).not.toThrow();
  });
});

describe("fileAnswer", () => {
  it("is an attachment of its checked type, which nobody guesses and nobody keeps", () => {
    const { headers } = fileAnswer({
      fileName: "a.csv",
      contentType: "text/csv",
      bytes: Uint8Array.of(0x61),
    });
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toMatch(/^attachment;/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(headers.get("content-length")).toBe("1");
  });
});

describe("textAnswer", () => {
  async function* pieces(fails: boolean) {
    yield "\ufeffa,b\r\n";
    if (fails) throw new Error("the database went away");
    yield "ā,1\r\n";
  }
  const answer = (fails: boolean) =>
    textAnswer({ fileName: "numbers.csv", contentType: "text/csv" }, pieces(fails));

  it("is an attachment, written piece by piece", async () => {
    const { headers } = answer(false);
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="numbers.csv"/);
    expect(headers.get("cache-control")).toBe("private, no-store");
    const bytes = new Uint8Array(await answer(false).arrayBuffer());
    expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)).toBe(
      "\ufeffa,b\r\nā,1\r\n",
    );
  });

  it("fails with its source, rather than end as if it were whole", async () => {
    await expect(answer(true).text()).rejects.toThrow("the database went away");
  });
});

describe("formFile", () => {
  it("is undefined where no file was chosen", async () => {
    const form = new FormData();
    expect(await formFile(form, "file")).toBeUndefined();
    form.set("file", new File([], ""));
    expect(await formFile(form, "file")).toBeUndefined();
    form.set("file", "no file");
    expect(await formFile(form, "file")).toBeUndefined();
  });

  it("has the bytes and the name", async () => {
    const form = new FormData();
    form.set("file", new File([Uint8Array.of(1, 2)], "a.pdf"));
    const file = await formFile(form, "file");
    expect(file?.fileName).toBe("a.pdf");
    expect([...(file?.bytes ?? [])]).toEqual([1, 2]);
  });
});
