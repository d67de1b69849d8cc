// A list of ACL entries that is written and read back says what it said.
import fc from "fast-check";
import { expect, test } from "vitest";
import { writeAclList } from "./acl-list-text";
import { readAclList } from "./read-acl-list";

const entry = (texts: object = {}) => ({
  block: "192.0.2.8/29",
  label: "",
  site: "",
  requestedBy: "",
  comment: "",
  validUntil: null,
  ...texts,
});

test("what spreadsheets take for a formula, a # and quotes come back as they were", () => {
  const label = "-x";
  const site = "'=1+1";
  const comment = 'ticket #4711, "urgent"; see mail';
  const text = writeAclList([entry({ label, site, comment })]);
  expect(text).not.toMatch(/(^|,)[=+-]/m);
  expect(readAclList(text)).toMatchObject([{ fault: null, cells: { label, site, comment } }]);
});

test("any texts come back, blanks of a comment as one", () => {
  const words = fc
    .string({ unit: "grapheme-ascii", maxLength: 30 })
    .map((text) => text.trim())
    .filter((text) => !text.includes("\u007f"));
  fc.assert(
    fc.property(words, words, words, words, (label, site, requestedBy, comment) => {
      const [row, ...more] = readAclList(
        writeAclList([entry({ label, site, requestedBy, comment })]),
      );
      expect(more).toEqual([]);
      expect(row?.cells).toEqual({
        block: "192.0.2.8/29",
        label,
        site,
        "requested by": requestedBy,
        comment: comment.replace(/\s+/g, " "),
        "valid from": "",
        "valid until": "",
      });
    }),
  );
});
