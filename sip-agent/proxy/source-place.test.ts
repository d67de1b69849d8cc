/** Where a request goes whose dialog knows its far end by nothing but the stream that it came on. */
import { expect, test } from "vitest";
import { BYOC } from "@/lib/policy/test-world";
import { CORE_ENDPOINT, FQDN, request, response, Wire } from "./test-wire";

const FROM = "198.51.100.1:40123";

test("[RFC3261 §18.2.2] a carrier that came by TCP is asked back at its sent-by port, not at the port it left from", () => {
  const wire = new Wire();
  const invite = request("INVITE", FROM, {
    uri: `sip:${BYOC}@${FQDN}`,
    via: "SIP/2.0/TCP 198.51.100.1:5070",
    // A name that is nobody's: the place that the INVITE came from is all that there is.
    contact: "<sip:pbx.invalid;transport=tcp>",
  });
  const onward = wire.send(FROM, invite, "tcp").at(-1)?.message;
  if (onward === undefined) throw new Error("no INVITE");
  wire.send(CORE_ENDPOINT, response(onward, CORE_ENDPOINT, 200));
  const bye = request("BYE", CORE_ENDPOINT, {
    uri: onward.contacts?.[0]?.uri ?? "",
    from: `${onward.header("To")};tag=callee`,
    to: onward.header("From") ?? "",
    headers: onward.values("Record-Route").map((value) => `Route: ${value}`),
  });
  const [sent] = wire.send(CORE_ENDPOINT, bye);
  expect(sent?.message.method).toBe("BYE");
  expect(sent?.destination).toMatchObject({
    transport: "tcp",
    address: "198.51.100.1",
    port: 5070,
    isReturn: true,
  });
});
