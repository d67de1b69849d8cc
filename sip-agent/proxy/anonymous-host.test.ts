/** A number at the host anonymous.invalid hides nothing: it is judged as any other. */
import { expect, it } from "vitest";
import { BYOC, FAR_END, OTHER_BYOC } from "@/lib/policy/test-world";
import { CORE, request, TRUNK_FQDN, Wire } from "./test-wire";

it("refuses another's number at anonymous.invalid, though an own number is asserted", () => {
  const from = (number: string) =>
    request("INVITE", CORE, {
      uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
      from: `"My Bank" <sip:${number}@anonymous.invalid>;tag=caller`,
      headers: [`P-Asserted-Identity: <sip:${BYOC}@${CORE}>`],
    });
  const refused = new Wire().send(CORE, from(OTHER_BYOC)).map(({ message }) => message.status);
  expect(refused).toEqual([403]);
  const routed = new Wire().send(CORE, from(BYOC)).map(({ message }) => message.method);
  expect(routed).toContain("INVITE");
});
