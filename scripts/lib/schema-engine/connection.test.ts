// Where the schema engine has its password from: never from a command line that every local user can read.
import { describe, expect, it } from "vitest";
import { parseConnection } from "./connection.mjs";

const COMPLETE = "postgresql://owner:s3cr%2Ft@127.0.0.1:5432/byoc";
const passwordIn = (address: string) =>
  decodeURIComponent(new URL(parseConnection(address, COMPLETE).config.connectionString).password);

describe("parseConnection", () => {
  it("takes the password from DATABASE_URL for the same server and user, whatever the database", () => {
    expect(passwordIn("postgresql://owner@127.0.0.1:5432/byoc")).toBe("s3cr/t");
    expect(passwordIn("postgresql://owner@127.0.0.1:5432/shadow?schema=public")).toBe("s3cr/t");
  });
  it("gives it to no other server and no other user, and keeps a password that is there", () => {
    expect(passwordIn("postgresql://owner@127.0.0.2:5432/byoc")).toBe("");
    expect(passwordIn("postgresql://other@127.0.0.1:5432/byoc")).toBe("");
    expect(passwordIn("postgresql://owner:own@127.0.0.1:5432/byoc")).toBe("own");
  });
});
