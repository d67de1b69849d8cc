// Ports: one that is free, and whether a given one can be had.
import dgram from "node:dgram";
import net from "node:net";

/**
 * @param {string} [host]
 * @returns {Promise<number>} a TCP port that was free a moment ago
 */
export function freePort(host = "127.0.0.1") {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, host, () => {
      const { port } = /** @type {net.AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/**
 * Tries to listen, and lets go at once.
 *
 * @param {"tcp" | "udp"} transport
 * @param {string} host address without brackets
 * @param {number} port
 * @returns {Promise<string | null>} null: it can be had; else the system's code (EADDRINUSE, EACCES, EADDRNOTAVAIL, …)
 */
export function portFailure(transport, host, port) {
  return new Promise((resolve) => {
    const failed = (error) => resolve(error.code ?? String(error));
    if (transport === "tcp") {
      const server = net.createServer();
      server.once("error", failed);
      server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
    } else {
      const socket = dgram.createSocket(net.isIPv6(host) ? "udp6" : "udp4");
      socket.once("error", (error) => {
        socket.close();
        failed(error);
      });
      socket.bind({ address: host, port, exclusive: true }, () =>
        socket.close(() => resolve(null)),
      );
    }
  });
}
