// A proxy on npm's `sip` package, for the comparison: node npm-sip-proxy.mjs PORT ANSWERER_PORT. No ACL, no look-up.
import sip from "sip";
import proxy from "sip/proxy.js";

const [port, answererPort] = process.argv.slice(2).map(Number);
const self = `sip:127.0.0.1:${port};lr`;

proxy.start({ address: "127.0.0.1", port, tcp: false, udp: true }, (request) => {
  const routes = request.headers.route;
  if (routes?.length > 0 && sip.parseUri(routes[0].uri).port === port) routes.shift();
  if (request.method === "INVITE") {
    const value = { uri: self, params: {} };
    request.headers["record-route"] = [value, ...(request.headers["record-route"] ?? [])];
    // As a route it goes there, and the Request-URI stays.
    request.headers.route = [{ uri: `sip:127.0.0.2:${answererPort};lr`, params: {} }];
  }
  proxy.send(request);
});
