// A password goes in clear to this machine alone, never to a host that is only called like it.
import { expect, it } from "vitest";
import { isThisMachine } from "./is-this-machine";

const host = (url: string) => new URL(url).hostname;

it.each(["smtp://127.0.0.1:25", "smtp://127.8.9.255", "smtp://[::1]:2525", "smtp://localhost"])(
  "%s is this machine",
  (url) => expect(isThisMachine(host(url))).toBe(true),
);

it.each([
  "smtp://127.mail.example",
  "smtp://127.0.0.1.mail.example",
  "smtp://127.1",
  "smtp://localhost.mail.example",
  "smtp://mail.localhost",
  "smtp://[::1:2]",
  "smtp://10.0.0.1",
])("%s is not", (url) => expect(isThisMachine(host(url))).toBe(false));
