/** Certificates from files: which one for whom, and what becomes of changed, half-written and wrong ones. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { choosePair } from "./certificate-pair";
import { CertificateFolder, makeCertificate, type TestCertificate } from "./test-certificates";
import { TlsCertificates } from "./tls-certificates";

let signalling: TestCertificate;
let wildcard: TestCertificate;
let renewed: TestCertificate;
const renewedUntilMs = Date.UTC(2090, 0, 1);

beforeAll(async () => {
  signalling = await makeCertificate({ names: ["byoc.example"] });
  wildcard = await makeCertificate({ names: ["*.byoc.example", "special.other.example"] });
  renewed = await makeCertificate({ names: ["byoc.example"], validUntilMs: renewedUntilMs });
});

let folder: CertificateFolder;
let certificates: TlsCertificates;
const folders: CertificateFolder[] = [];
beforeEach(async () => {
  folder = new CertificateFolder();
  folders.push(folder);
  folder.write("a-signalling", signalling);
  folder.write("trunks", wildcard);
  certificates = new TlsCertificates({ folder: folder.path, caFile: null });
  await certificates.refresh();
});
afterAll(() => {
  for (const one of folders) one.delete();
});

const nameFor = (serverName: string) => choosePair(certificates.pairs, serverName)?.name;

test("the name that is asked for chooses: exact, then wildcard of one label, then the first", () => {
  expect(certificates.problems).toEqual([]);
  expect(nameFor("byoc.example")).toBe("a-signalling");
  expect(nameFor("BYOC.example.")).toBe("a-signalling");
  expect(nameFor("t1.byoc.example")).toBe("trunks");
  expect(nameFor("special.other.example")).toBe("trunks");
  for (const other of ["", "example", "a.t1.byoc.example", "other.example", "*"]) {
    expect([other, nameFor(other)]).toEqual([other, "a-signalling"]);
  }
});

describe("a change on the disk", () => {
  test("is taken up: renewed, added and removed pairs", async () => {
    expect(await certificates.refresh()).toBe(false);
    folder.write("a-signalling", renewed);
    folder.write("new", await makeCertificate({ names: ["new.example"] }));
    folder.remove("trunks");
    expect(await certificates.refresh()).toBe(true);
    expect(certificates.pairs.map(({ name }) => name)).toEqual(["a-signalling", "new"]);
    expect(certificates.pairs[0]?.expiresMs).toBe(renewedUntilMs);
    expect(certificates.problems).toEqual([]);
  });

  test("that leaves a pair half-written keeps the old one until it is whole", async () => {
    const before = certificates.inbound("byoc.example");
    folder.writeFile("a-signalling.crt", renewed.cert);
    expect(await certificates.refresh()).toBe(true);
    expect(certificates.problems).toEqual([
      "certificate a-signalling cannot be used: the key does not belong to the certificate",
    ]);
    expect(certificates.inbound("byoc.example")).toBe(before);
    expect(await certificates.refresh()).toBe(false);
    folder.writeFile("a-signalling.key", renewed.key);
    expect(await certificates.refresh()).toBe(true);
    expect(certificates.problems).toEqual([]);
    expect(certificates.inbound("byoc.example")).not.toBe(before);
  });

  for (const [what, text] of [
    ["rubbish", "no certificate"],
    ["nothing", ""],
    ["a truncated one", "-----BEGIN CERTIFICATE-----\nMIIB"],
  ] as const) {
    test(`that puts ${what} in its place keeps the old one`, async () => {
      folder.writeFile("a-signalling.crt", text);
      await certificates.refresh();
      expect(certificates.problems).toHaveLength(1);
      expect(nameFor("byoc.example")).toBe("a-signalling");
      expect(certificates.pairs.map(({ name }) => name)).toEqual(["a-signalling", "trunks"]);
    });
  }

  test("that leaves no pair at all keeps them all", async () => {
    folder.remove("a-signalling");
    folder.remove("trunks");
    await certificates.refresh();
    expect(certificates.problems).toEqual([`no certificate with its key in ${folder.path}`]);
    expect(certificates.pairs).toHaveLength(2);
  });

  test("of the authorities to what is none keeps the former ones", async () => {
    folder.trust(signalling);
    const trusting = new TlsCertificates({ folder: folder.path, caFile: folder.caFile });
    await trusting.refresh();
    expect(trusting.problems).toEqual([]);
    folder.trust({ cert: "rubbish", key: "" });
    await trusting.refresh();
    expect(trusting.problems).toEqual([`${folder.caFile} cannot be used: it holds no certificate`]);
    expect(trusting.outbound()).toBeDefined();
  });
});

test("without any certificate there is nothing to shake hands with, in words", async () => {
  const none = new TlsCertificates({ folder: `${folder.path}/missing`, caFile: null });
  await none.refresh();
  expect(none.problems).toEqual([expect.stringContaining("missing cannot be read: ENOENT")]);
  expect(() => none.inbound("")).toThrow("there is no certificate");
});
