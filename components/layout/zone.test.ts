// A cookie is believed only where it names a zone.
import { expect, test } from "vitest";
import { readZone } from "./zone";

test.each(["Pacific/Auckland", "Europe/Berlin", "America/New_York"])("%s", (zone) => {
  expect(readZone(zone)).toBe(zone);
});

test.each([undefined, "", "Mars/Olympus", "<script>", "x".repeat(200), "Etc/UTC", "UTC"])(
  "%s is UTC",
  (value) => {
    expect(readZone(value)).toBe("UTC");
  },
);
