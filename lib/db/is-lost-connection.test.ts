// Which errors mean that Postgres is away: those with a code, those in words alone, and none of ours.
import { expect, it } from "vitest";
import { InvalidInput, Outage } from "@/lib/core/errors";
import { isLostConnection } from "./is-lost-connection";

const coded = (code: string) => Object.assign(new Error("anything"), { code });

it.each([
  ["the server ends the connection", coded("57P01")],
  ["the server is starting", coded("57P03")],
  ["nobody listens", coded("ECONNREFUSED")],
  ["nobody listens on either address", new AggregateError([coded("ECONNREFUSED")], "")],
  ["a killed server", new Error("Connection terminated unexpectedly")],
  [
    "a client that knows it",
    new Error("Client has encountered a connection error and is not queryable"),
  ],
  ["a client that was closed meanwhile", new Error("Client was closed and is not queryable")],
  ["no answer in time", new Error("timeout exceeded when trying to connect")],
  ["what a verb was told", new Outage("the database", new Error("gone"))],
])("%s: away", (_what, error) => {
  expect(isLostConnection(error)).toBe(true);
});

it.each([
  ["a row that was refused", coded("23505")],
  ["a syntax error", coded("42601")],
  ["a fault of ours", new TypeError("x is not a function")],
  ["a visitor's words", new InvalidInput([{ path: "name", message: "Connection terminated" }])],
  ["no error at all", "ECONNREFUSED"],
])("%s: not", (_what, error) => {
  expect(isLostConnection(error)).toBe(false);
});
