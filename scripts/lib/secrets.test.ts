// Secrets are drawn once, belong to their user alone, and are never drawn anew over data that need the old ones.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { secretKeys } from "@/lib/core/env";
import { requireSecretsOfCluster } from "./installation-database.mjs";
import { loadSecrets, secretsFile } from "./secrets.mjs";

let directory: string;

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), "secrets-"));
});
afterEach(() => {
  fs.rmSync(directory, { recursive: true });
});

describe("loadSecrets", () => {
  it("draws them at first and finds the same ones afterwards", () => {
    const drawn = loadSecrets(directory);
    expect(loadSecrets(directory)).toEqual(drawn);
    const { databasePasswords } = drawn;
    expect(new Set(Object.values(databasePasswords)).size).toBe(4);
    expect(fs.readdirSync(directory)).toEqual(["secrets.json"]);
  });

  it("draws a key ring that the product's own check accepts", () => {
    expect(secretKeys.parse(loadSecrets(directory).byocSecretKeys)[0].bytes).toHaveLength(32);
  });

  it("lets only their user read them, also after a copy widened the file", () => {
    loadSecrets(directory);
    const mode = () => fs.statSync(secretsFile(directory)).mode & 0o777;
    expect(mode()).toBe(0o600);
    fs.chmodSync(secretsFile(directory), 0o644);
    loadSecrets(directory);
    expect(mode()).toBe(0o600);
  });

  it.each(["", "{", "null", "{}", '{"nextAuthSecret":"x"}'])(
    "refuses the damaged file %j",
    (text) => {
      fs.writeFileSync(secretsFile(directory), text);
      expect(() => loadSecrets(directory)).toThrow("is damaged");
      expect(fs.readFileSync(secretsFile(directory), "utf8")).toBe(text);
    },
  );
});

describe("requireSecretsOfCluster", () => {
  it("accepts an empty folder, and a cluster with its secrets", () => {
    requireSecretsOfCluster(directory);
    fs.mkdirSync(path.join(directory, "postgres"));
    loadSecrets(directory);
    requireSecretsOfCluster(directory);
  });

  it("refuses a cluster without them rather than draw new ones", () => {
    fs.mkdirSync(path.join(directory, "postgres"));
    expect(() => requireSecretsOfCluster(directory)).toThrow("restore it from a backup");
  });
});
